import { checkOptions } from '../network/check-options.js'

/** Whether the network of a test file records, and what is written of it. */
export type CaptureMode = 'on-failure' | 'always' | 'off'

/** Options of both environments: plain JSON, under the key `socketwrap` of the runner's own options. */
export interface EnvironmentOptions {
  /** Hosts that each file's network begins with: their names, and an address or addresses for each. */
  hosts?: Record<string, string | string[]>
  /** `false`: nothing is added to the message of a failed test. Default: true. */
  report?: boolean
  /**
   * `on-failure` and `always`: what crosses the network is recorded, for `network.traffic()` and for the report of a
   * failed test, and what crossed it during that test is written as a pcapng file; with `always` one more file is
   * written for each test file. Default: `off`.
   */
  capture?: CaptureMode
  /** Where these files go. Default: `.socketwrap` below the working directory. */
  captureDirectory?: string
  /** Whether the TLS keys of tests and programs are recorded too, so that Wireshark shows plaintext. Default: true. */
  tlsKeys?: boolean
}

/** @throws SocketwrapError BAD_OPTION, which names the option */
export function parseEnvironmentOptions(options: unknown): EnvironmentOptions {
  checkOptions("environment 'socketwrap'", options, {
    hosts: ['an object of addresses, such as { "db": "10.1.0.5", "web": ["10.1.0.6", "fd01::6"] }', isHosts],
    capture: ["'on-failure', 'always' or 'off'", isCaptureMode],
    captureDirectory: ['a path', (value) => typeof value === 'string' && value !== ''],
    tlsKeys: ['true or false', (value) => typeof value === 'boolean'],
    report: ['true or false', (value) => typeof value === 'boolean'],
  })
  return { ...(options as EnvironmentOptions | undefined) }
}

function isCaptureMode(value: unknown): boolean {
  return value === 'on-failure' || value === 'always' || value === 'off'
}

function isHosts(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every((addresses) => [addresses].flat().every((address) => typeof address === 'string'))
}
