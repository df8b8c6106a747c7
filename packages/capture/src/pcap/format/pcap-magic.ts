/** The first word of a classic pcap file says how it counts time. */
export const pcapMagic = { microseconds: 0xa1b2c3d4, nanoseconds: 0xa1b23c4d } as const
