import type { DnsRecords } from '../names/records/dns-records.js'
import { checkOptions } from '../network/check-options.js'
import type { HostOptions } from '../network/network.js'
import { networkBase } from '../network/network-directory.js'
import { ruleOptions } from '../policy/rules/parse-rule-lists.js'
import type { RuleLists } from '../policy/rules/rule.js'
import { captureLimitRule } from '../traffic/recording.js'
import type { OnBlocked } from './blocked-tests.js'
import { defaultLimitMiB } from './default-limit.js'

/** Whether the network of a test file records, and what is written of it. */
export type CaptureMode = 'on-failure' | 'always' | 'off'

/** Options of both environments: plain JSON, under the key `socketwrap` of the runner's own options. */
export interface EnvironmentOptions extends RuleLists {
  /** Hosts that each file's network begins with: an address or addresses for each name, or what `network.host` takes. */
  hosts?: Record<string, string | string[] | HostOptions>
  /** Records that names have on each file's network, as `network.dns` takes them. */
  dns?: DnsRecords
  /**
   * What becomes of a test that tried to leave the network, also when the program has taken no notice: `fail`, `warn`
   * (a message is printed) or `ignore`. Default: `fail`.
   */
  onBlocked?: OnBlocked
  /** `false`: nothing is added to the message of a failed test. Default: true. */
  report?: boolean
  /**
   * `on-failure` and `always`: what crosses the network is recorded, for `network.traffic()` and for the report of a
   * failed test, and what crossed it during that test is written as a pcapng file; with `always` one more file is
   * written for each test file. Default: `on-failure`.
   */
  capture?: CaptureMode
  /** Where these files go; it counts from the project's root. Default: `.socketwrap`. */
  captureDirectory?: string
  /** Whether the TLS keys of tests and programs are recorded too, so that Wireshark shows plaintext. Default: true. */
  tlsKeys?: boolean
  /**
   * How much payload is kept of each process, in MiB, before the oldest goes. Default: 64, but no more than an eighth of
   * what is free where networks are made.
   */
  captureLimitMiB?: number
}

const defaults = {
  hosts: {},
  dns: {},
  onBlocked: 'fail',
  report: true,
  capture: 'on-failure',
  captureDirectory: '.socketwrap',
  tlsKeys: true,
} satisfies EnvironmentOptions

/** With a value for each that is not given. */
export type AllEnvironmentOptions = Required<Omit<EnvironmentOptions, keyof RuleLists>> & EnvironmentOptions

/**
 * @param directory where networks are made
 * @throws SocketwrapError BAD_OPTION, which names the option
 */
export function parseEnvironmentOptions(options: unknown, directory = networkBase()): AllEnvironmentOptions {
  checkOptions("environment 'socketwrap'", options, {
    hosts: ['an object of addresses, such as { "db": "10.1.0.5", "web": ["10.1.0.6", "fd01::6"] }', isHosts],
    dns: ['an object of records, such as { "api.example.com": "203.0.113.9" }', isRecord],
    ...ruleOptions,
    onBlocked: ["'fail', 'warn' or 'ignore'", isOnBlocked],
    capture: ["'on-failure', 'always' or 'off'", isCaptureMode],
    captureDirectory: ['a path', (value) => typeof value === 'string' && value !== ''],
    tlsKeys: ['true or false', (value) => typeof value === 'boolean'],
    captureLimitMiB: captureLimitRule,
    report: ['true or false', (value) => typeof value === 'boolean'],
  })
  const given = Object.entries((options ?? {}) as EnvironmentOptions).filter(([, value]) => value !== undefined)
  return { ...defaults, captureLimitMiB: defaultLimitMiB(directory), ...Object.fromEntries(given) }
}

function isCaptureMode(value: unknown): boolean {
  return value === 'on-failure' || value === 'always' || value === 'off'
}

function isOnBlocked(value: unknown): boolean {
  return value === 'fail' || value === 'warn' || value === 'ignore'
}

function isHosts(value: unknown): boolean {
  const isAddresses = (host: unknown) => [host].flat().every((address) => typeof address === 'string')
  return isRecord(value) && Object.values(value).every((host) => isRecord(host) || isAddresses(host))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
