import { rmSync } from 'node:fs'
import path from 'node:path'
import { createNetwork as createNative } from '@socketwrap/native'
import { callNative } from '../errors/native-error.js'
import { SocketwrapError } from '../errors/socketwrap-error.js'
import { parseRuleLists, pickRuleLists, ruleOptions } from '../policy/rules/parse-rule-lists.js'
import type { ParsedRule, RuleLists } from '../policy/rules/rule.js'
import { captureLimitRule, startRecording } from '../traffic/recording.js'
import { checkOptions } from './check-options.js'
import { checkPlatform } from './check-platform.js'
import { removeDirectory, temporaryDirectory } from './disk-place.js'
import { guardExit } from './exit-guard.js'
import { Network } from './network.js'
import { NetworkCore } from './network-core.js'
import { makeOwnedDirectory, markOwned, networkBase, takeDirectory } from './network-directory.js'
import { isAbandoned, writeOwnerFile } from './owner-file.js'
import { removeNetworkDirectory, sweepNetworks } from './sweep.js'

export interface NetworkOptions extends RuleLists {
  /** A new or empty directory to use. Default: one in /dev/shm, or in the directory for temporary files. */
  directory?: string
  /** Where to make the network's directory, when it has no name of its own. Default: as above. */
  baseDirectory?: string
  /** `on`: what crosses the network is recorded, for `traffic`, `watch` and `writePcap`. Default: `off`. */
  capture?: 'off' | 'on'
  /** How much payload is kept of each process, in MiB, before the oldest goes. Default: 256. */
  captureLimitMiB?: number
  /** Whether the TLS keys of this process and of programs are recorded too, which decrypt it. Default: true. */
  tlsKeys?: boolean
  /** Gives the environment that programs inherit. Default: `process.env`. */
  environment?: () => NodeJS.ProcessEnv
}

/**
 * Makes a network without a test runner. It ends with `close`, with `await using`, or with this process; what dead
 * processes left behind is swept first.
 *
 * @throws SocketwrapError UNSUPPORTED_PLATFORM, BAD_OPTION, DIRECTORY_TOO_LONG, DIRECTORY_FOREIGN,
 *   DIRECTORY_UNWRITABLE, DIRECTORY_NOT_EMPTY, DIRECTORY_IN_USE, BAD_RULE, TABLE_TOO_LARGE
 */
export async function createNetwork(options: NetworkOptions = {}): Promise<Network> {
  return createNetworkSync(options)
}

/** The same where nothing can be awaited: Jest makes its environments so, and starts setup files before `setup`. */
export function createNetworkSync(options: NetworkOptions = {}): Network {
  checkOptions('createNetwork', options, {
    directory: ['a path', (value) => typeof value === 'string' && value !== ''],
    baseDirectory: ['a path', (value) => typeof value === 'string' && value !== ''],
    capture: ["'off' or 'on'", (value) => value === 'off' || value === 'on'],
    captureLimitMiB: captureLimitRule,
    tlsKeys: ['true or false', (value) => typeof value === 'boolean'],
    ...ruleOptions,
    environment: ['a function', (value) => typeof value === 'function'],
  })
  const rules = parseRuleLists(pickRuleLists(options))
  checkPlatform()
  const base = options.baseDirectory === undefined ? networkBase() : path.resolve(options.baseDirectory)
  sweepNetworks(base)
  sweepDisk(base)
  if (options.directory === undefined) return makeOwned(makeOwnedDirectory(base), options, rules)
  const directory = takeFreeDirectory(options.directory)
  return makeOwned(directory, options, rules, markOwned(directory, base))
}

let isDiskSwept = false

/** What was on a disk outlives a start of the machine, and what was in memory does not. */
function sweepDisk(swept: string): void {
  const base = temporaryDirectory()
  if (!isDiskSwept && base !== undefined && base !== swept) sweepNetworks(base)
  isDiskSwept = true
}

function takeFreeDirectory(named: string): string {
  const taken = takeDirectory(named)
  if (!taken.hasNetwork) return taken.directory
  if (isAbandoned(taken.directory)) {
    removeNetworkDirectory(taken.directory)
    return takeDirectory(named).directory
  }
  throw new SocketwrapError(
    'DIRECTORY_IN_USE',
    `${taken.directory} holds a network that is in use. Name another directory, or end that network first (socketwrap rm ${named}).`,
    {
      details: { directory: taken.directory },
    },
  )
}

function makeOwned(directory: string, options: NetworkOptions, rules: ParsedRule[], mark?: string): Network {
  const { environment = () => process.env, capture = 'off', captureLimitMiB: limitMiB, tlsKeys } = options
  const removeMark = () => mark && rmSync(mark, { force: true })
  try {
    // The owner first: whoever finds the network must find whose it is.
    writeOwnerFile(directory, 'owned')
    const native = callNative(`make a network in ${directory}`, () => createNative(directory), { directory })
    if (capture === 'on') startRecording(native, { limitMiB, tlsKeys })
    const core = new NetworkCore(native, 'owned', environment)
    core.policy.setBase(rules)
    const network = new Network(core, () => {
      unguard()
      removeMark()
    })
    const unguard = guardExit(() => {
      network.leave()
      core.closeSync()
      removeMark()
    })
    return network
  } catch (error) {
    removeDirectory(directory)
    removeMark()
    throw error
  }
}
