import { checkOptions } from '../network/check-options.js'

/** @throws SocketwrapError BAD_OPTION */
export function checkFilter(what: string, filter: unknown): void {
  checkOptions(what, filter, {
    host: ['a host, or its name or address', isHost],
    port: ['a port number', (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65_535],
    protocol: ["'tcp', 'udp' or 'udplite'", (value) => value === 'tcp' || value === 'udp' || value === 'udplite'],
    program: ['the name of a program', (value) => typeof value === 'string' && value !== ''],
    since: ['a mark or a date', (value) => typeof value === 'bigint' || isDate(value)],
  })
}

function isHost(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || (typeof value === 'object' && value !== null && 'name' in value)
}

/** In a Jest sandbox a date is of another realm. */
function isDate(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object Date]'
}
