import { existsSync } from 'node:fs'
import path from 'node:path'
import type { NativeNetwork } from '@socketwrap/native'
import { callNative } from '../errors/native-error.js'
import { SocketwrapError } from '../errors/socketwrap-error.js'
import { linkDiskPlace } from '../network/disk-place.js'

/** So much payload is kept of each process before the oldest goes. Memory is taken as it is needed. */
const defaultLimitMiB = 256

/** What the option may be that says otherwise, see `checkOptions`. */
export const captureLimitRule: [expected: string, isGood: (value: unknown) => boolean] = [
  'a whole number from 1 to 65536',
  (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 65_536,
]

export interface RecordingOptions {
  limitMiB?: number
  /** Whether TLS keys are kept too, for Wireshark to show the plaintext. Default: true. */
  tlsKeys?: boolean
}

/** From now on the network's processes record. A network that records already goes on as it is. */
export function startRecording(native: NativeNetwork, options: RecordingOptions = {}): void {
  const { limitMiB = defaultLimitMiB, tlsKeys = true } = options
  if (isRecording(native.directory)) return
  callNative(`record in ${native.directory}`, () => native.record(limitMiB, tlsKeys), { directory: native.directory })
  linkDiskPlace(native.directory)
}

export function isRecording(directory: string): boolean {
  return existsSync(path.join(directory, 'journal'))
}

/** @throws SocketwrapError CAPTURE_OFF */
export function checkRecording(directory: string): void {
  if (isRecording(directory)) return
  throw new SocketwrapError(
    'CAPTURE_OFF',
    "This network does not record. Leave capture: 'off' out of the environment's options, or make it with createNetwork({ capture: 'on' }).",
    { details: { directory } },
  )
}
