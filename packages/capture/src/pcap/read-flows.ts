import { CaptureError } from '../capture-error.js'
import type { Flow } from '../types.js'
import { type CaptureSource, readCaptureBatches } from './read-capture.js'
import { FlowReassembler } from './reassemble/flow-reassembler.js'

/**
 * Reads a pcap or pcapng file from anywhere and puts the flows together, each as soon as it is over. Of a
 * file that is damaged, the flows up to the damage are given before the error.
 *
 * @throws {CaptureError} as `readCapture` does; `UNSUPPORTED_LINK_TYPE` when no packet could be looked into
 */
export async function* readFlows(from: CaptureSource): AsyncGenerator<Flow> {
  const reassembler = new FlowReassembler()
  let problem: unknown
  try {
    for await (const batch of readCaptureBatches(from, true)) {
      for (const item of batch) {
        if (item.kind === 'name') reassembler.names.set(item.address, item.name)
        else if (item.kind === 'packet') reassembler.add(item)
      }
      yield* reassembler.takeFlows()
    }
  } catch (error) {
    problem = error
  }
  reassembler.finish()
  yield* reassembler.takeFlows()
  if (problem !== undefined) throw problem
  if (!reassembler.isBlind) return
  const types = [...reassembler.unknownLinks].join(', ')
  throw new CaptureError('UNSUPPORTED_LINK_TYPE', `the packets have link type ${types}, which cannot be looked into`)
}
