import { describeValue } from '../errors/describe-value.js'
import { SocketwrapError } from '../errors/socketwrap-error.js'

/**
 * @param where the list and the position in it, and the field: `users[0].uid`
 * @param reason what it must be or do instead, as the rest of a sentence
 */
export function badAccount(where: string, value: unknown, reason: string): SocketwrapError {
  return new SocketwrapError('BAD_ACCOUNT', `${where} is ${describeValue(value)}: ${reason}.`, {
    details: { where, value, reason },
  })
}
