import type { NetworkProcess } from './network-processes.js'

export interface KillResult {
  /** What was found alive and killed, in the order of the pids. */
  killed: NetworkProcess[]
  /** What was still there when the time was up: a process that hangs in the kernel, or that may not be killed. */
  survivors: NetworkProcess[]
}

const longestPauseMs = 20

/**
 * Kills what `find` finds, and again, until it finds nothing: a process may have forked before it died.
 * SIGKILL, because whoever wanted to end in order had its chance before.
 */
export async function killProcesses(find: () => NetworkProcess[], timeoutMs = 5000): Promise<KillResult> {
  const round = killRounds(find, timeoutMs)
  for (;;) {
    const { done, value } = round.next()
    if (done) return value
    await new Promise((resolve) => setTimeout(resolve, value))
  }
}

/** The same where nothing can be awaited: at the exit of this process, and before a network is made. */
export function killProcessesSync(find: () => NetworkProcess[], timeoutMs = 2000): KillResult {
  const round = killRounds(find, timeoutMs)
  const never = new Int32Array(new SharedArrayBuffer(4))
  for (;;) {
    const { done, value } = round.next()
    if (done) return value
    Atomics.wait(never, 0, 0, value)
  }
}

/** Yields how long to pause between two rounds, in milliseconds. */
function* killRounds(find: () => NetworkProcess[], timeoutMs: number): Generator<number, KillResult> {
  const killed = new Map<number, NetworkProcess>()
  const deadline = Date.now() + timeoutMs
  for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const found = find()
    if (found.length === 0 || Date.now() > deadline) {
      for (const survivor of found) killed.delete(survivor.pid)
      return { killed: [...killed.values()].sort((a, b) => a.pid - b.pid), survivors: found }
    }
    for (const one of found) if (sendKill(one.pid)) killed.set(one.pid, one)
    yield pauseMs
  }
}

function sendKill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    return false
  }
}
