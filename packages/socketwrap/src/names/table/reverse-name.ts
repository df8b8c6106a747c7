import { encodeData } from '../records/encode-data.js'

/** The name under which an address has its PTR record: RFC 1035, section 3.5, and RFC 3596, section 2.5. */
export function reverseName(address: string): string {
  if (!address.includes(':')) return `${address.split('.').toReversed().join('.')}.in-addr.arpa`
  const digits = encodeData('AAAA', address).toString('hex')
  return `${[...digits].toReversed().join('.')}.ip6.arpa`
}
