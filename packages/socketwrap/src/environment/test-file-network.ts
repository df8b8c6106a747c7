import { createNetworkSync } from '../network/create-network.js'
import { networkKey } from '../network/current-network.js'
import type { Network } from '../network/network.js'
import { parseEnvironmentOptions, type EnvironmentOptions } from './environment-options.js'

/** The global object of the realm that the tests run in; Jest and Vitest's VM pools have one for each file. */
export type Realm = object & { process?: NodeJS.Process }

/**
 * The network of the test file that runs in this thread. A worker that runs several files one after another keeps
 * one of these, and each file gets a new network.
 */
export class TestFileNetwork {
  readonly #options: EnvironmentOptions
  #network: Network
  #isUsed = false
  #runningTests = 0

  /**
   * Makes the first network and puts the calling thread on it; `makeHosts` completes it. Nothing here is awaited,
   * because Jest runs setup files after it has made an environment and before it sets that up.
   *
   * @throws SocketwrapError BAD_OPTION, and what createNetwork and enter throw
   */
  constructor(
    private readonly realm: Realm,
    options: unknown,
  ) {
    this.#options = parseEnvironmentOptions(options)
    this.#network = this.#makeNetwork()
    try {
      this.#enter()
    } catch (error) {
      this.#network.close().catch(() => {})
      throw error
    }
  }

  static async open(realm: Realm, options: unknown): Promise<TestFileNetwork> {
    const opened = new TestFileNetwork(realm, options)
    try {
      await opened.makeHosts()
      return opened
    } catch (error) {
      await opened.close()
      throw error
    }
  }

  /**
   * Makes the hosts that the options name.
   *
   * @throws SocketwrapError what `network.host` throws
   */
  async makeHosts(): Promise<void> {
    for (const [name, ip] of Object.entries(this.#options.hosts ?? {})) await this.#network.host(name, { ip })
  }

  /** Says what a person needs first who sees a failed test; empty when there is nothing to say. */
  report(): string {
    if (this.#options.report === false) return ''
    const report = this.#network.report()
    const isHeadingOnly = !report.includes('\n') && this.#network.hosts().length === 1
    return isHeadingOnly ? '' : report
  }

  async startFile(): Promise<void> {
    if (this.#isUsed) await this.#renew()
    this.#isUsed = true
  }

  /** Tests that run at the same time share one scope: what they make ends when the last of them ends. */
  startTest(name: string): void {
    if (this.#runningTests++ === 0) this.#network.beginScope(name)
  }

  async endTest(): Promise<void> {
    if (this.#runningTests > 0 && --this.#runningTests === 0) await this.#network.endScope()
  }

  /** In a worker that goes on with another file the thread is on a new network at once, never on none. */
  async endFile(isWorkerReused: boolean): Promise<void> {
    if (isWorkerReused) await this.#renew()
  }

  async close(): Promise<void> {
    this.#leave()
    await this.#network.close()
  }

  async #renew(): Promise<void> {
    const old = this.#network
    const next = this.#makeNetwork()
    this.#leave()
    this.#network = next
    this.#enter()
    this.#isUsed = false
    this.#runningTests = 0
    await old.close()
    await this.makeHosts()
  }

  /** Programs inherit the environment that the tests see, which is a copy in Jest and in threads. */
  #makeNetwork(): Network {
    return createNetworkSync({
      environment: () => this.realm.process?.env ?? process.env,
      capture: this.#options.capture === 'always' ? 'on' : 'off',
    })
  }

  #enter(): void {
    this.#network.enter()
    Object.defineProperty(this.realm, networkKey, { configurable: true, value: this.#network })
  }

  #leave(): void {
    this.#network.leave()
    Reflect.deleteProperty(this.realm, networkKey)
  }
}
