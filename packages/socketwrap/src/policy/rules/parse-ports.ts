import type { Fail } from './bad-rule.js'

export interface Ports {
  lowPort: number
  highPort: number
}

export const everyPort: Ports = { lowPort: 0, highPort: 65_535 }

/** @param text `443` or `8000-9000`; undefined: every port */
export function parsePorts(text: string | undefined, fail: Fail): Ports {
  if (text === undefined) return everyPort
  const [low = '', high = low, ...more] = text.split('-')
  if (more.length > 0) throw fail(`the range of ports "${text}" has more than two ends`)
  const ports = { lowPort: parsePort(low, fail), highPort: parsePort(high, fail) }
  if (ports.lowPort > ports.highPort) throw fail(`the range of ports "${text}" ends before it begins`)
  return ports
}

function parsePort(text: string, fail: Fail): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (port < 1 || port > 65_535) throw fail(`the port "${text}" is not a whole number from 1 to 65535`)
  return port
}
