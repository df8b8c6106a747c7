import { constants, inflateRawSync } from 'node:zlib'
import type { WebSocketFrame } from './read-frames.js'

const windowSize = 32 * 1024
const maxOutputLength = 16 * 1024 * 1024
/** What the sender takes off the end of each message (RFC 7692, section 7.2.1). */
const tail = Buffer.from([0x00, 0x00, 0xff, 0xff])

/** Frames as they were before they were compressed; each one may lean on those before it. */
export function inflateFrames(frames: readonly WebSocketFrame[]): WebSocketFrame[] {
  let window: Buffer = Buffer.alloc(0)
  return frames.map((frame) => {
    if (!frame.isCompressed) return frame
    const options = {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength,
      ...(window.length > 0 && { dictionary: window }),
    }
    try {
      const payload = inflateRawSync(Buffer.concat([frame.payload, tail]), options)
      window = Buffer.concat([window, payload]).subarray(-windowSize)
      return { ...frame, payload }
    } catch {
      return { ...frame, kind: 'binary' }
    }
  })
}
