import { formatIpAddress } from '../pcap/packet/ip-address.js'

/** 16 bytes as text; IPv4 in the form `::ffff:a.b.c.d` is given as IPv4, IPv6 as in RFC 5952. */
export function formatAddress(bytes: Uint8Array): string {
  const isMapped = bytes[10] === 0xff && bytes[11] === 0xff && bytes.subarray(0, 10).every((byte) => byte === 0)
  return formatIpAddress(isMapped ? bytes.subarray(12, 16) : bytes)
}
