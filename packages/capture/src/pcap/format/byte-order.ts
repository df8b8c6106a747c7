/** Reads numbers in the order of bytes that a section has. */
export interface ByteOrder {
  u16(bytes: Buffer, at: number): number
  u32(bytes: Buffer, at: number): number
  i64(bytes: Buffer, at: number): bigint
}

export const littleEndian: ByteOrder = {
  u16: (bytes, at) => bytes.readUInt16LE(at),
  u32: (bytes, at) => bytes.readUInt32LE(at),
  i64: (bytes, at) => bytes.readBigInt64LE(at),
}

export const bigEndian: ByteOrder = {
  u16: (bytes, at) => bytes.readUInt16BE(at),
  u32: (bytes, at) => bytes.readUInt32BE(at),
  i64: (bytes, at) => bytes.readBigInt64BE(at),
}
