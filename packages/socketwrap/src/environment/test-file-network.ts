import { createNetworkSync } from '../network/create-network.js'
import { networkKey } from '../network/current-network.js'
import type { Network } from '../network/network.js'
import type { TestFile } from './capture-name.js'
import { parseEnvironmentOptions, type EnvironmentOptions } from './environment-options.js'
import { FileCapture, type RunnerTask } from './file-capture.js'

/** The global object of the realm that the tests run in; Jest and Vitest's VM pools have one for each file. */
export type Realm = object & { process?: NodeJS.Process }

/** What is told of a failure. */
export interface FailureReport {
  /** Goes below the message; empty when there is nothing to say. */
  text: string
  /** The pcapng file that was written. */
  captureFile?: string
}

/**
 * The network of the test file that runs in this thread. A worker that runs several files one after another keeps
 * one of these, and each file gets a new network.
 */
export class TestFileNetwork {
  readonly #options: EnvironmentOptions
  #network: Network
  #capture: FileCapture
  #isUsed = false
  #runningTests = 0
  /** The last failed connection that an earlier test has met, which says nothing about the next one. */
  #lastNotice = 0

  /**
   * Makes the first network and puts the calling thread on it; `makeHosts` completes it. Nothing here is awaited,
   * because Jest runs setup files after it has made an environment and before it sets that up.
   *
   * @throws SocketwrapError BAD_OPTION, and what createNetwork and enter throw
   */
  constructor(
    private readonly realm: Realm,
    options: unknown,
    file: TestFile = { path: '' },
  ) {
    this.#options = parseEnvironmentOptions(options)
    this.#capture = this.#makeCapture(file)
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

  /**
   * Says what a person needs first who sees a failed test.
   *
   * @param isOfTest `false`: a hook around it has failed, so what came before it is of interest too
   */
  async reportFailure(test: RunnerTask, isOfTest = true): Promise<FailureReport> {
    const report = this.#report(isOfTest ? this.#lastNotice : 0)
    const { text, file } = await this.#capture.ofFailure(this.#network, test, isOfTest)
    const shown = this.#options.report === false ? [] : [report, text]
    return { text: shown.filter((part) => part !== '').join('\n'), ...(file && { captureFile: file }) }
  }

  #report(after: number): string {
    if (this.#options.report === false) return ''
    const report = this.#network.report(after)
    const isHeadingOnly = !report.includes('\n') && this.#network.hosts().length === 1
    return isHeadingOnly ? '' : report
  }

  async startFile(file: TestFile): Promise<void> {
    if (this.#isUsed) await this.#renew()
    this.#isUsed = true
    this.#capture = this.#makeCapture(file)
  }

  /** Tests that run at the same time share one scope: what they make ends when the last of them ends. */
  startTest(test: RunnerTask): void {
    this.#capture.announce(test)
    if (this.#runningTests++ > 0) return
    this.#network.beginScope(test.names.at(-1))
    this.#capture.begin(this.#network)
  }

  /** A test that has passed leaves no capture. */
  passTest(test: RunnerTask): void {
    this.#capture.passed(test)
  }

  async endTest(): Promise<void> {
    if (this.#runningTests === 0 || --this.#runningTests > 0) return
    await this.#network.endScope()
    this.#lastNotice = this.#network.notices().at(-1)?.sequence ?? 0
  }

  /** In a worker that goes on with another file the thread is on a new network at once, never on none. */
  async endFile(isWorkerReused: boolean): Promise<void> {
    if (isWorkerReused) await this.#renew()
  }

  async close(): Promise<void> {
    await this.#capture.ofFile(this.#network)
    this.#leave()
    await this.#network.close()
  }

  async #renew(): Promise<void> {
    await this.#capture.ofFile(this.#network)
    const old = this.#network
    const next = this.#makeNetwork()
    this.#leave()
    this.#network = next
    this.#enter()
    this.#isUsed = false
    this.#runningTests = 0
    this.#lastNotice = 0
    await old.close()
    await this.makeHosts()
  }

  /** Programs inherit the environment that the tests see, which is a copy in Jest and in threads. */
  #makeNetwork(): Network {
    return createNetworkSync({
      environment: () => this.realm.process?.env ?? process.env,
      capture: this.#capture.isOn ? 'on' : 'off',
      tlsKeys: this.#options.tlsKeys,
    })
  }

  #makeCapture(file: TestFile): FileCapture {
    const { capture = 'off', captureDirectory = '.socketwrap' } = this.#options
    return new FileCapture(capture, captureDirectory, file)
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
