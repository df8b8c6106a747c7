import { isIP } from 'node:net'
import type { TrafficFilter } from '@socketwrap/capture'
import { badOption, checkOptions } from '../network/check-options.js'
import type { NamedHost } from './traffic.js'

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

/**
 * Nothing is found of a host that there never was, and a test that expects nothing would pass for the wrong reason.
 *
 * @param hosts that there are or were
 * @throws SocketwrapError BAD_OPTION
 */
export function checkFilteredHost(what: string, host: TrafficFilter['host'], hosts: readonly NamedHost[]): void {
  const wanted = typeof host === 'object' ? host.name : host
  if (wanted === undefined || isIP(wanted) || hosts.some(({ name }) => name === wanted)) return
  const names = hosts.map(({ name }) => name).join(', ')
  throw badOption(what, 'host', wanted, `an address, or a host of the network, which are ${names}`)
}

function isHost(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || (typeof value === 'object' && value !== null && 'name' in value)
}

/** In a Jest sandbox a date is of another realm. */
function isDate(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object Date]'
}
