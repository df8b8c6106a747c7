import type { IpPacket } from './decode-ip.js'

/** What is the same in all packets from one endpoint to another: protocol, addresses and ports, as one text. */
export function keyOfPacket({ bytes, addressesAt, addressLength, protocol, payloadAt }: IpPacket): string {
  const addresses = bytes.toString('latin1', addressesAt, addressesAt + 2 * addressLength)
  return kindOf(protocol) + addresses + bytes.toString('latin1', payloadAt, payloadAt + 4)
}

/** The same for the packets that go the other way. */
export function reverseKey({ bytes, addressesAt, addressLength, protocol, payloadAt }: IpPacket): string {
  const part = (begin: number, length: number) => bytes.toString('latin1', begin, begin + length)
  const addresses = part(addressesAt + addressLength, addressLength) + part(addressesAt, addressLength)
  return kindOf(protocol) + addresses + part(payloadAt + 2, 2) + part(payloadAt, 2)
}

function kindOf(protocol: number): string {
  return String.fromCharCode(protocol)
}
