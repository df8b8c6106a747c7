/** Numbers of pcapng (draft-ietf-opsawg-pcapng). */
export const blockType = {
  section: 0x0a0d0d0a,
  interface: 1,
  oldPacket: 2,
  simplePacket: 3,
  names: 4,
  enhancedPacket: 6,
  secrets: 10,
} as const

export const byteOrderMagic = 0x1a2b3c4d

export const optionCode = {
  end: 0,
  comment: 1,
  sectionApplication: 4,
  interfaceName: 2,
  interfaceTimeResolution: 9,
  interfaceTimeOffset: 14,
} as const

export const nameRecord = { end: 0, ipv4: 1, ipv6: 2 } as const

/** TLS keys in the format of NSS, 'TLSK'. */
export const tlsKeyLog = 0x544c534b

/** All parts of a block are padded to 32 bits. */
export function padded(length: number): number {
  return (length + 3) & ~3
}
