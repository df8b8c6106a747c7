import { existsSync, globSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/**
 * Finds what a dead owner left behind, one line each: directories of networks, and processes that
 * still run on a network whose directory or owner is gone.
 */
export function findLeftovers() {
  return [...findDirectories(), ...findProcesses()]
}

function* findDirectories() {
  for (const directory of globSync([`/dev/shm/sw-*`, path.join(tmpdir(), 'sw-*')])) {
    if (!hasLiveOwner(directory)) yield `directory ${directory}`
  }
}

function* findProcesses() {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const directory = readProcess(pid, 'environ').match(/(?:^|\0)SOCKET_WRAPPER_DIR=([^\0]+)/)?.[1]
    if (!directory || (existsSync(directory) && hasLiveOwner(directory))) continue
    yield `process ${pid} (${readProcess(pid, 'cmdline').replaceAll('\0', ' ').trim()}) on ${directory}`
  }
}

/** A network's directory is named sw-UID-PID-STARTTIME-RANDOM after its owner; others have none. */
function hasLiveOwner(directory) {
  const [, pid, startTime] = path.basename(directory).match(/^sw-\d+-(\d+)-(\d+)-/) ?? []
  // Kept on purpose, by `socketwrap run --net`; in CI there is no such purpose.
  if (!pid) return existsSync(directory) && process.env.CI !== 'true'
  return (
    readProcess(pid, 'stat')
      .replace(/^.*\) /, '')
      .split(' ')[19] === startTime
  )
}

function readProcess(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
