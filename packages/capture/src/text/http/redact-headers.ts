/** Headers whose value is another one in each run, or a secret. */
const whole = new Set([
  'age',
  'api-key',
  'date',
  'etag',
  'expires',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'last-modified',
  'sec-websocket-accept',
  'sec-websocket-key',
  'traceparent',
  'x-amz-security-token',
  'x-api-key',
  'x-auth-token',
  'x-csrf-token',
  'x-request-id',
  'x-response-time',
  'x-xsrf-token',
])

/** Takes the values out of well-known headers; what kind they are stays: scheme, cookie name, attributes. */
export function redactHeaders(head: string, redacted: string): string {
  return head
    .split('\n')
    .map((line) => redactHeader(line, redacted))
    .join('\n')
}

function redactHeader(line: string, redacted: string): string {
  const [, name, value] = /^([^:\s]+): *(.*)$/.exec(line) ?? []
  if (name === undefined || value === undefined || value === '') return line
  const shown = redactValue(name.toLowerCase(), value, redacted)
  return shown === value ? line : `${name}: ${shown}`
}

function redactValue(name: string, value: string, redacted: string): string {
  switch (name) {
    case 'cookie':
      return value.replaceAll(/=[^;]*/g, `=${redacted}`)
    case 'set-cookie':
      return value.replace(/=[^;]*/, `=${redacted}`).replace(/(; *expires=)[^;]*/i, `$1${redacted}`)
    case 'authorization':
    case 'proxy-authorization':
      return value.replace(/^(\S+ +)?.*$/, `$1${redacted}`)
    default:
      return whole.has(name) ? redacted : value
  }
}
