import type { BytesView } from '../types.js'

export function viewOf(bytes: Buffer): BytesView
export function viewOf(bytes: Buffer | null): BytesView | null
export function viewOf(bytes: Buffer | null): BytesView | null {
  return bytes && { bytes, begin: 0, end: bytes.length }
}
