/** The numbers of docs/journal.md. */

export const headerSize = 256
export const recordHeadSize = 24
export const endpointsSize = 48
/** In the endpoints of a datagram of UDP-Lite: what its checksum covers. */
export const coverageAt = 44

export const magic = 'SWJOURN'
export const version = '1'

/** The upper half of each record's mark; the lower one is the kind. */
export const markBase = 0x5753_0000

/** The result of a send whose process died before it could write it. */
export const unknownResult = 0x7fff_ffff
/** Both halves of the offset of payload that was not kept. */
export const notKeptHalf = 0xffff_ffff
/** The index of a host that is not known. */
export const unknownHost = 0xffff

export const kinds = [
  '',
  'open',
  'send',
  'datagram',
  'shutdown',
  'end',
  'reset',
  'close',
  'refused',
  'blocked',
  'listen',
  'exec',
  'unanswered',
] as const

/** The size of the body of each kind, at least. */
export const bodySizes = {
  open: endpointsSize,
  send: 16,
  datagram: endpointsSize + 16,
  shutdown: 8,
  end: 0,
  reset: 0,
  close: 24,
  refused: endpointsSize + 8,
  blocked: endpointsSize + 8,
  listen: endpointsSize,
  exec: 8,
  unanswered: endpointsSize + 8,
} as const

/** A path has 4096 bytes at most; nothing else comes near. */
export const largestRecord = 8192

/** Where the header counts the bytes of payload; it grows while the process lives. */
export const byteCountOffset = 32
/** Where the header says why the recording ended early; it may do so while the process lives. */
export const endedByOffset = 40
/** Where the header says how far the records go. */
export const eventEndOffset = 160
