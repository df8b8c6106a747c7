import { type ExecFileOptions, execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { childEnvironment, createNetwork, type NativeNetwork } from '@socketwrap/native'

export interface Outcome {
  code: number | string
  stdout: string
  stderr: string
}

/** A network in a fresh directory, with a host `db` beside the test host. */
export function makeNetwork(): NativeNetwork {
  const network = createNetwork(mkdtempSync('/dev/shm/sw-test-'))
  network.addHost('db', [])
  return network
}

export function removeNetwork(network: NativeNetwork): void {
  network.close()
  rmSync(network.directory, { recursive: true })
}

/** Runs a program on a host of the network, from outside, as a preloaded process. */
export function runOn(
  network: NativeNetwork,
  host: string,
  file: string,
  args: string[],
  options: ExecFileOptions = {},
) {
  const env = { ...process.env, ...childEnvironment(network, host), ...options.env }
  return new Promise<Outcome>((resolve) => {
    execFile(file, args, { ...options, env, encoding: 'utf8', timeout: 20_000 }, (error, stdout, stderr) => {
      resolve({ code: error ? (error.code ?? 'signal') : 0, stdout: String(stdout), stderr: String(stderr) })
    })
  })
}
