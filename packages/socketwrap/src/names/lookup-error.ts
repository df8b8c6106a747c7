/** The values of libuv's UV_EAI_NONAME and UV_EAI_AGAIN. */
const numbers = { ENOTFOUND: -3008, EAI_AGAIN: -3001 }

/** The text and the properties are those of Node's DNSException for getaddrinfo. */
export function lookupError(hostname: string, code: keyof typeof numbers): NodeJS.ErrnoException {
  return Object.assign(new Error(`getaddrinfo ${code} ${hostname}`), {
    errno: numbers[code],
    code,
    syscall: 'getaddrinfo',
    hostname,
  })
}
