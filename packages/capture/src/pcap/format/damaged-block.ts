import { CaptureError } from '../../capture-error.js'

/** @param position of the block in the capture */
export function damagedBlock(position: number, what: string): CaptureError {
  return new CaptureError('DAMAGED_CAPTURE', `the block at byte ${position} of the capture ${what}`)
}
