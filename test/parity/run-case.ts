import { spawn } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { childEnvironment, createNetwork, type NativeNetwork, supervisorPath } from '@socketwrap/native'

const timeoutMs = 25_000
const capacityMiB = 1

/** Runs a case on the kernel's loopback and gives its lines. */
export async function runOnKernel(command: string[]): Promise<string[]> {
  return await observe(command, process.env)
}

/** Runs a case with the library preloaded, on a network of its own, and gives its lines. */
export async function runPreloaded(command: string[]): Promise<string[]> {
  return await onNetwork(
    async (network) => await observe(command, { ...process.env, ...childEnvironment(network, host) }),
  )
}

/** Runs a case supervised, without the library, on a network of its own, and gives its lines. */
export async function runSupervised([program = '', ...args]: string[]): Promise<string[]> {
  return await onNetwork(async (network) => {
    const { LD_PRELOAD: _, ...place } = childEnvironment(network, host)
    const file = program.includes('/') ? program : join('/usr/bin', program)
    return await observe([supervisorPath, file, program, ...args], { ...process.env, ...place })
  })
}

/** The same on a network that records, and gives its lines. */
export async function runRecorded(command: string[]): Promise<string[]> {
  return await onNetwork(async (network) => {
    network.record(capacityMiB)
    return await observe(command, { ...process.env, ...childEnvironment(network, host) })
  })
}

/** Runs a Node case that enters a network of its own while it runs, without a preload, and gives its lines. */
export async function runEntered([node = '', ...args]: string[]): Promise<string[]> {
  const enter = join(import.meta.dirname, 'enter.mjs')
  return await onNetwork(
    async ({ directory }) =>
      await observe([node, '--import', enter, ...args], { ...process.env, PARITY_NETWORK: directory }),
  )
}

/** The case runs on a plain host: the test host also owns the addresses that nobody claims, which no machine does. */
const host = 'parity'

async function onNetwork(run: (network: NativeNetwork) => Promise<string[]>): Promise<string[]> {
  const directory = mkdtempSync(join(networkBase(), 'sw-parity-'))
  const network = createNetwork(directory)
  try {
    network.addHost(host, [])
    return await run(network)
  } finally {
    network.close()
    rmSync(directory, { recursive: true })
  }
}

/** The lines of a run: standard output, standard error, and how the program ended. */
async function observe([program = '', ...args]: string[], env: NodeJS.ProcessEnv): Promise<string[]> {
  const cwd = mkdtempSync(join(tmpdir(), 'parity-'))
  try {
    const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    const output = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text))
    const timer = setTimeout(() => killGroup(child.pid), timeoutMs)
    const end = await new Promise<string>((resolve, reject) => {
      child.on('error', reject)
      child.on('exit', () => killGroup(child.pid))
      child.on('close', (code, signal) => resolve(signal === null ? `exits with ${code}` : `is killed by ${signal}`))
    })
    clearTimeout(timer)
    const errors = linesOf(output.stderr).map((line) => `stderr: ${line}`)
    return [...linesOf(output.stdout), ...errors, `the program ${end}`]
  } finally {
    rmSync(cwd, { recursive: true })
  }
}

function linesOf(text: string): string[] {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .filter((line, index, lines) => line !== '' || lines.length > 1)
}

/** What a case leaves running ends with it. */
function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // The whole group has ended by itself.
  }
}

function networkBase(): string {
  try {
    accessSync('/dev/shm', constants.W_OK)
    return '/dev/shm'
  } catch {
    return tmpdir()
  }
}
