import { isIP } from 'node:net'
import { parseInternetNumber } from '../address/internet-number.js'
import { describeValue } from '../errors/describe-value.js'
import { SocketwrapError } from '../errors/socketwrap-error.js'

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/** Linux gives a program at most HOST_NAME_MAX (64) bytes of its host name, see gethostname(2). */
const maxBytes = 64

/**
 * Gives the host name in lower case.
 *
 * A name is labels of letters, digits and hyphens with dots between them (RFC 1123, section 2.1). Its last label
 * is not a number, so that no name looks like an address.
 *
 * @throws SocketwrapError BAD_HOST_NAME
 */
export function parseHostName(name: unknown): string {
  if (typeof name !== 'string') throw badName(name, 'it is not a string')
  const lower = name.toLowerCase()
  const labels = lower.split('.')
  if (lower === '') throw badName(name, 'it is empty')
  if (lower.length > maxBytes) throw badName(name, `it is longer than ${maxBytes} characters`)
  if (lower === 'localhost' || lower.endsWith('.localhost'))
    throw badName(name, 'every host has its own localhost already')
  if (isIP(lower) || /^\d+$/.test(labels.at(-1) ?? '') || parseInternetNumber(lower) !== undefined)
    throw badName(name, 'it looks like an address')
  if (!labels.every((part) => label.test(part)))
    throw badName(name, 'each part between dots is 1 to 63 letters, digits or hyphens, with no hyphen at its ends')
  return lower
}

function badName(name: unknown, reason: string): SocketwrapError {
  return new SocketwrapError(
    'BAD_HOST_NAME',
    `${describeValue(name)} is not a host name: ${reason}. Give a name such as 'db' or 'api.example.com'.`,
    {
      details: { name },
    },
  )
}
