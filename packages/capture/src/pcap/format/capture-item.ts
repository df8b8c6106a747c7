/** A packet as it stands in a file. */
export interface CapturedPacket {
  kind: 'packet'
  /** Nanoseconds since the epoch; 0 when the file does not say. */
  timeNs: bigint
  /** How the packet begins, as https://www.tcpdump.org/linktypes.html numbers it. */
  linkType: number
  /** Name of the interface, if it has one. */
  interfaceName?: string
  /** What was captured of it. */
  data: Buffer
  /** How long it was. */
  originalLength: number
  comment?: string
}

/** What a capture file has, in its order. */
export type CaptureItem =
  | { kind: 'section'; comment?: string; application?: string }
  | { kind: 'name'; address: string; name: string }
  | { kind: 'secrets'; keyLog: Buffer }
  | CapturedPacket
