import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { createNetwork, type Network, type NetworkOptions } from 'socketwrap'
import { expect, test } from 'vitest'
import { findProgram } from './find-program.js'
import { processesOn } from './left-behind.js'

interface Setting {
  /** A network of the test's own, which the test process has entered. */
  network: Network
  /** The same, and it records what crosses it. */
  recorded: Network
  /** A new folder outside the repository, which servers of every user can read. */
  folder: string
}

const settingTest = test.extend<Setting>({
  // With the folder as a dependency the programs end before their folder is removed.
  network: ({ folder }, use) => withNetwork({}, folder, use),
  recorded: ({ folder }, use) => withNetwork({ capture: 'on' }, folder, use),
  // oxlint-disable-next-line no-empty-pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'programs-'))
    chmodSync(folder, 0o755)
    await use(folder)
    rmSync(folder, { recursive: true, force: true })
  },
})

async function withNetwork(
  options: NetworkOptions,
  folder: string,
  use: (network: Network) => Promise<void>,
): Promise<void> {
  const network = await createNetwork({ ...options, environment: () => ({ ...process.env, TMPDIR: folder }) })
  network.enter()
  await use(network)
  await network.close()
  expect(existsSync(network.directory)).toBe(false)
  expect(processesOn(network.directory)).toEqual([])
}

type ProgramTest = (title: string, body: (setting: Setting) => Promise<void>) => void

/**
 * Gives a `test` for tests that run these programs. When one is missing the tests are skipped and say so in their
 * title; in CI that is a failure.
 */
export function requireProgram(...names: string[]): ProgramTest {
  return require(names.filter((name) => !findProgram(name)).map((name) => `${name} is not installed`))
}

/** As `requireProgram`, for what only root can do: servers that switch to another user. */
export function requireRoot(...names: string[]): ProgramTest {
  return process.getuid?.() === 0 ? requireProgram(...names) : skip('not root')
}

/** As `requireProgram`, for what sshd does for this user: it needs a folder of the system's, and starts a shell. */
export function requireSshd(...names: string[]): ProgramTest {
  const { shell, username } = userInfo()
  if (/\/(nologin|false)$/.test(shell ?? '')) return skip(`${username} has no login shell`)
  return requireLogins(...names)
}

/** As `requireSshd`, where users log in who are only on the network. */
export function requireLogins(...names: string[]): ProgramTest {
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })
  if (!existsSync('/run/sshd')) return skip('there is no /run/sshd')
  return requireProgram('sshd', 'ssh', 'ssh-keygen', ...names)
}

function skip(reason: string): ProgramTest {
  return (title) => test.skip(`${title} (skipped: ${reason})`)
}

function require(missing: string[]): ProgramTest {
  if (missing.length === 0) return settingTest
  const reason = missing.join(', ')
  if (process.env.CI !== 'true') return skip(reason)
  return (title) =>
    test(title, () => {
      throw new Error(`${reason}; scripts/install-programs.sh installs it`)
    })
}
