import { existsSync, readFileSync, readdirSync } from 'node:fs'

/** What is left of a network that was closed: its directory, processes and sockets, each in words. */
export function leftBehind(network: { directory: string; id: string }): string[] {
  const directories = existsSync(network.directory) ? [`directory ${network.directory}`] : []
  return [...directories, ...processesOn(network.directory), ...socketsOf(network.id)]
}

export function processesOn(directory: string): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids
    .filter((pid) => readProcess(pid, 'environ').split('\0').includes(`SOCKET_WRAPPER_DIR=${directory}`))
    .map((pid) => `process ${pid} (${readProcess(pid, 'cmdline').replaceAll('\0', ' ').trim()})`)
}

function socketsOf(id: string): string[] {
  const lines = readFileSync('/proc/net/unix', 'utf8').split('\n')
  return lines.filter((line) => line.includes(`@sw${id}.`)).map((line) => `socket ${line}`)
}

/** Nothing of a process that has ended, or is another user's. */
function readProcess(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
