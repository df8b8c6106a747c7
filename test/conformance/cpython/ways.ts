import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createNetwork } from 'socketwrap'
import { type End, runToEnd } from './run-to-end.ts'

/** How the same program is run. */
export interface Way {
  name: string
  run(command: string[]): Promise<End>
}

/** No test may reach another machine, or meet another one's port: each has a loopback of its own. */
const withOwnLoopback = ['unshare', '--net', 'sh', '-c', 'ip link set lo up; exec "$@"', 'sh']

const kernel: Way = {
  name: 'kernel',
  run: (command) => runToEnd([...withOwnLoopback, ...command], process.env),
}

/** Debian's, as its own tests use it. */
const socketWrapper: Way = {
  name: 'socket_wrapper',
  run: async (command) => {
    const folder = mkdtempSync('/dev/shm/conformance-')
    const settings = {
      LD_PRELOAD: findSocketWrapper(),
      SOCKET_WRAPPER_DIR: folder,
      SOCKET_WRAPPER_DEFAULT_IFACE: '1',
    }
    const assignments = Object.entries(settings).map(([name, value]) => `${name}=${value}`)
    try {
      return await runToEnd([...withOwnLoopback, 'env', ...assignments, ...command], process.env)
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
}

const socketwrap: Way = {
  name: 'socketwrap',
  run: async ([program = '', ...args]) => {
    await using network = await createNetwork()
    const { exitCode, signal, stdout, stderr } = await network.run(program, args, { timeoutMs: 300_000, reject: false })
    return { end: signal ?? String(exitCode), output: (stdout + stderr).slice(-20_000) }
  },
}

export const ways = [kernel, socketWrapper, socketwrap]

function findSocketWrapper(): string {
  const known = execFileSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' })
  const library = /libsocket_wrapper\.so\S* .*=> (.+)/.exec(known)?.[1]
  if (library) return library
  throw new Error('socket_wrapper is not installed (Debian: libsocket-wrapper).')
}
