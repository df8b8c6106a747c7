import { describeValue } from '../../errors/describe-value.js'
import { SocketwrapError } from '../../errors/socketwrap-error.js'

/** @param where the name, and what of it */
export function badRecord(where: string, value: unknown, expected: string): SocketwrapError {
  const is = value === undefined ? 'this' : describeValue(value)
  return new SocketwrapError('BAD_DNS_RECORD', `dns, ${where}: ${is} must be ${expected}.`, {
    details: { where, value },
  })
}
