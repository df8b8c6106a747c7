/** Numbers of libuv: UV_EAI_NODATA, UV_EAI_NONAME, UV_EAI_AGAIN, UV_EAI_ADDRFAMILY, UV_EINVAL. */
const noData = -3007
const numbers = { ENOTFOUND: -3008, EAI_AGAIN: -3001, EAI_ADDRFAMILY: -3000, EINVAL: -22 }

/**
 * The text and the properties are those of Node's DNSException for getaddrinfo.
 *
 * @param exists of ENOTFOUND: there is the name, and it has no such address
 */
export function lookupError(hostname: string, code: keyof typeof numbers, exists = false): NodeJS.ErrnoException {
  return Object.assign(new Error(`getaddrinfo ${code} ${hostname}`), {
    errno: exists ? noData : numbers[code],
    code,
    syscall: 'getaddrinfo',
    hostname,
  })
}
