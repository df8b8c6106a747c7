/** How a packet begins, as https://www.tcpdump.org/linktypes.html numbers it. */
export const linkType = {
  null: 0,
  ethernet: 1,
  rawOfBsd: 12,
  rawOfOpenBsd: 14,
  raw: 101,
  loop: 108,
  linuxSll: 113,
  ipv4: 228,
  ipv6: 229,
  linuxSll2: 276,
} as const

/** No packet of any of these is larger; a length beyond it is damage. */
export const largestPacket = 262_144
