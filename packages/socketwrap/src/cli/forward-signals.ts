import { readProcessStatus } from '../process/process-status.js'
import type { Program } from '../program/program.js'

const fromAnyone: NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH', 'SIGCONT']
const fromKeys: NodeJS.Signals[] = ['SIGINT', 'SIGQUIT']

/**
 * Gives the signals that this process receives to the program, until the returned function is called. What a terminal's
 * keys send reaches the program without us, because it is in the same process group: a second one would be too much.
 */
export function forwardSignals(program: Program): () => void {
  const forward = (signal: NodeJS.Signals) => {
    if (!fromKeys.includes(signal) || !isTerminalForeground()) program.kill(signal)
  }
  const signals = [...fromAnyone, ...fromKeys]
  for (const signal of signals) process.on(signal, forward)
  return () => {
    for (const signal of signals) process.off(signal, forward)
  }
}

function isTerminalForeground(): boolean {
  const status = readProcessStatus('self')
  return status !== undefined && status.terminal !== 0 && status.foregroundGroup === status.processGroup
}
