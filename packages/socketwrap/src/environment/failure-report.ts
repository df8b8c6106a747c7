import type { Network } from '../network/network.js'
import { reportExchanges } from '../traffic/report-exchanges.js'
import type { Traffic } from '../traffic/traffic.js'
import type { RunnerTask } from './capture-name.js'
import type { FileCapture } from './file-capture.js'
import { paintLadder, resetColours } from './paint-ladder.js'

/** What is told of a failure. */
export interface FailureReport {
  /** Goes below the message; empty when there is nothing to say. */
  text: string
  /** The same with colours, for a terminal. */
  painted: string
  /** The pcapng file that was written. */
  captureFile?: string
}

/** From when on things are of interest. */
export interface Begin {
  /** In the clock of the recording. */
  sinceNs: bigint
  /** Refused and blocked attempts up to this one came before. */
  afterNotice: number
}

export const fileBegin: Begin = { sinceNs: 0n, afterNotice: 0 }

/**
 * Writes the capture of a failed test, and says what a person needs first who sees the failure.
 *
 * @param capture undefined: nothing is recorded
 */
export async function reportFailure(
  network: Network,
  capture: FileCapture | undefined,
  test: RunnerTask,
  { sinceNs, afterNotice, isShown, isBlockedShown }: Begin & { isShown: boolean; isBlockedShown: boolean },
): Promise<FailureReport> {
  const recorded = capture && takeTraffic(network, sinceNs)
  const captured = recorded?.traffic && (await capture?.ofFailure(recorded.traffic, test))
  const file = captured?.file === undefined ? {} : { captureFile: captured.file }
  if (!isShown) return { text: '', painted: '', ...file }
  const exchanges = (paint?: typeof paintLadder) => (recorded?.traffic ? reportExchanges(recorded.traffic, paint) : [])
  const end = captured?.text ?? recorded?.problem ?? ''
  const state = network.reportState(afterNotice, isBlockedShown)
  const isHeadingOnly = !state.includes('\n') && network.hosts().length === 1
  const join = (shown: string[]) =>
    [isHeadingOnly && shown.length === 0 ? '' : state, ...shown, end].filter(Boolean).join('\n')
  const painted = join(exchanges(paintLadder))
  return { text: join(exchanges()), painted: painted && `${resetColours}${painted}`, ...file }
}

/** An error of the recording must not take the place of the test's own. */
function takeTraffic(network: Network, since: bigint): { traffic?: Traffic; problem?: string } {
  try {
    return { traffic: network.traffic({ since }) }
  } catch (error) {
    return {
      problem: `Capture:\n  the recording cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    }
  }
}
