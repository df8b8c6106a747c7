import dns, { type LookupAddress, type LookupOptions } from 'node:dns'
import type { NameAnswer } from '@socketwrap/native'
import { parseAddress } from '../address/ip-address.js'
import { parseInternetNumber } from '../address/internet-number.js'
import { askServer } from './ask-server.js'
import { lookupError } from './lookup-error.js'
import type { NameSource } from './name-source.js'
import type { Pauses } from './pauses.js'

type Family = 0 | 4 | 6

/**
 * Answers as dns.lookup does.
 *
 * @throws an Error as dns.lookup gives it: code ENOTFOUND, or EAI_AGAIN when the name server failed
 */
export async function lookupName(
  name: string,
  options: LookupOptions,
  source: NameSource,
  pauses: Pauses,
): Promise<LookupAddress[]> {
  const family = familyOf(options.family)
  const numeric = parseAddress(name)
  // A number of the other family is given as it is, like getaddrinfo does for Node.
  if (numeric) return [{ address: numeric.address, family: numeric.family }]
  if (name.length > longestName) throw lookupError(name, 'EINVAL')
  const internet = parseInternetNumber(name)
  if (internet !== undefined) return [readNumber(name, internet, family, options.hints ?? 0)]
  let addresses = await ask(name, family, source, pauses)
  if (family === 6 && wantsMapped(options.hints ?? 0, addresses)) {
    const mapped = await ask(name, 4, source, pauses)
    addresses = [...addresses, ...mapped.map((address) => `::ffff:${address}`)]
  }
  if (addresses.length === 0) throw lookupError(name, 'ENOTFOUND', source.lookup(name, family).result === 'no-data')
  return sorted(addresses, options)
}

/** What libuv has room for. */
const longestName = 255

function readNumber(name: string, address: string, family: Family, hints: number): LookupAddress {
  if (family !== 6) return { address, family: 4 }
  if ((hints & dns.V4MAPPED) === 0) throw lookupError(name, 'EAI_ADDRFAMILY')
  return { address: `::ffff:${address}`, family: 6 }
}

/** AI_V4MAPPED and AI_ALL, see getaddrinfo(3). */
function wantsMapped(hints: number, found: string[]): boolean {
  return (hints & dns.V4MAPPED) !== 0 && (found.length === 0 || (hints & dns.ALL) !== 0)
}

function sorted(addresses: string[], { order, verbatim }: LookupOptions): LookupAddress[] {
  const found = addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 }))
  const wanted = order ?? (verbatim === false ? 'ipv4first' : dns.getDefaultResultOrder())
  if (wanted === 'ipv4first') return found.sort((a, b) => a.family - b.family)
  return wanted === 'ipv6first' ? found.sort((a, b) => b.family - a.family) : found
}

async function ask(name: string, family: Family, source: NameSource, pauses: Pauses): Promise<string[]> {
  const answer = source.lookup(name, family)
  const mayBeOutside = answer.result === 'outside'
  const server = mayBeOutside || answer.isUnknown ? source.nameServer() : undefined
  const ofServer = server && (await askServer(server, name, family))
  if (ofServer) return remember(name, ofServer, source)
  if (mayBeOutside) return remember(name, await source.lookUpOutside(name, family), source)
  if (server) return []
  if (answer.isUnknown && answer.result === 'not-found') source.noteUnknown(name)
  return addressesIn(name, answer, pauses)
}

function remember(name: string, addresses: string[], source: NameSource): string[] {
  for (const address of addresses) source.remember(name, address)
  return addresses
}

/** A silent name is given up after as long as libc's resolver asks: twice five seconds, see resolv.conf(5). */
const patienceMs = 10_000

async function addressesIn(
  name: string,
  { result, addresses, delayMs }: NameAnswer,
  pauses: Pauses,
): Promise<string[]> {
  const waitMs = result === 'silent' ? patienceMs : delayMs
  if (waitMs > 0) await pauses.wait(waitMs)
  if (result === 'failed' || result === 'silent') throw lookupError(name, 'EAI_AGAIN')
  return addresses
}

function familyOf(family: LookupOptions['family']): Family {
  if (family === 4 || family === 'IPv4') return 4
  return family === 6 || family === 'IPv6' ? 6 : 0
}
