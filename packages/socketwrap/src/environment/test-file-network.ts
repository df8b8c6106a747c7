import type { SocketwrapError } from '../errors/socketwrap-error.js'
import { createNetworkSync } from '../network/create-network.js'
import { networkKey } from '../network/current-network.js'
import type { Network } from '../network/network.js'
import { pickRuleLists } from '../policy/rules/parse-rule-lists.js'
import { BlockedTests } from './blocked-tests.js'
import type { RunnerTask, TestFile } from './capture-name.js'
import { parseEnvironmentOptions, type AllEnvironmentOptions } from './environment-options.js'
import { type Begin, fileBegin, reportFailure, type FailureReport } from './failure-report.js'
import { FileCapture } from './file-capture.js'

/** The global object of the realm that the tests run in; Jest and Vitest's VM pools have one for each file. */
export type Realm = object & { process?: NodeJS.Process; console?: Console }

/**
 * The network of the test file that runs in this thread. A worker that runs several files one after another keeps
 * one of these, and each file gets a new network.
 */
export class TestFileNetwork {
  readonly #options: AllEnvironmentOptions
  #network: Network
  #blocked: BlockedTests
  #capture: FileCapture | undefined
  #isUsed = false
  #runningTests = 0
  /** Of each test and group of tests that has begun. */
  #begins = new WeakMap<object, Begin>()
  /** Tests that fail because of blocked attempts, which their message tells. */
  readonly #blamed = new WeakSet<object>()
  /** The last failed connection that an earlier test has met, which says nothing about the next one. */
  #lastNotice = 0

  /**
   * Makes the first network and puts the calling thread on it; `makeHosts` completes it. Nothing here is awaited,
   * because Jest runs setup files after it has made an environment and before it sets that up.
   *
   * @param file what runs on it, when that is known already
   * @throws SocketwrapError BAD_OPTION, and what createNetwork and enter throw
   */
  constructor(
    private readonly realm: Realm,
    options: unknown,
    file?: TestFile,
  ) {
    this.#options = parseEnvironmentOptions(options)
    if (file) this.#capture = this.#makeCapture(file)
    this.#network = this.#makeNetwork()
    this.#blocked = this.#watchBlocked()
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
    for (const [name, host] of Object.entries(this.#options.hosts))
      await this.#network.host(name, typeof host === 'string' || Array.isArray(host) ? { ip: host } : host)
  }

  /**
   * Says what a person needs first who sees a failed test, and writes its capture: what happened since the test began,
   * or since the group of tests whose hook has failed.
   */
  reportFailure(test: RunnerTask, since: object = test.task): Promise<FailureReport> {
    const begin = this.#begins.get(since) ?? fileBegin
    const { report: isShown } = this.#options
    if (isShown) this.#blocked.forget(begin.afterNotice)
    const isBlockedShown = !this.#blamed.has(test.task)
    return reportFailure(this.#network, this.#capture, test, { ...begin, isShown, isBlockedShown })
  }

  /**
   * Ends the time in which the test answers for blocked attempts.
   *
   * @param isPassed `false`: it has failed already, and its report tells them, or it was skipped
   * @returns what it fails with
   */
  judgeTest(test: RunnerTask, isPassed: boolean): SocketwrapError | undefined {
    const error = this.#blocked.endTest(test, isPassed)
    if (error) this.#blamed.add(test.task)
    else this.#blamed.delete(test.task)
    return error
  }

  /** The same for what happened outside of tests, at the end of the file. */
  judgeFile(): SocketwrapError | undefined {
    return this.#blocked.endFile()
  }

  async startFile(file: TestFile): Promise<void> {
    if (this.#isUsed) await this.#renew()
    this.#isUsed = true
    this.#capture = this.#makeCapture(file)
  }

  /** The group's hooks come next. */
  startGroup(group: RunnerTask): void {
    this.#begin(group, this.#newestNotice())
  }

  /** Tests that run at the same time share one scope: what they make ends when the last of them ends. */
  startTest(test: RunnerTask): void {
    if (this.#runningTests++ === 0) this.#network.beginScope(test.names.at(-1))
    this.#begin(test, this.#lastNotice)
    this.#blocked.startTest(test)
  }

  #begin({ task }: RunnerTask, afterNotice: number): void {
    this.#begins.set(task, { sinceNs: this.#capture ? this.#network.mark() : 0n, afterNotice })
  }

  /**
   * A test that has passed leaves no capture, and neither does a group of tests whose hooks have.
   *
   * @returns the file that an earlier try or run had left
   */
  passTest(test: RunnerTask): string | undefined {
    return this.#capture?.passed(test)
  }

  async endTest(): Promise<void> {
    if (this.#runningTests === 0 || --this.#runningTests > 0) return
    await this.#network.endScope()
    this.#lastNotice = this.#newestNotice()
  }

  #newestNotice(): number {
    return this.#network.notices().at(-1)?.sequence ?? 0
  }

  /** In a worker that goes on with another file the thread is on a new network at once, never on none. */
  async endFile(isWorkerReused: boolean): Promise<void> {
    if (isWorkerReused) await this.#renew()
  }

  async close(): Promise<void> {
    this.#blocked.tellRest()
    await this.#captureFile()
    this.#leave()
    await this.#network.close()
  }

  async #renew(): Promise<void> {
    this.#blocked.tellRest()
    await this.#captureFile()
    const old = this.#network
    const next = this.#makeNetwork()
    this.#leave()
    this.#network = next
    this.#blocked = this.#watchBlocked()
    this.#enter()
    this.#isUsed = false
    this.#runningTests = 0
    this.#begins = new WeakMap()
    this.#lastNotice = 0
    await old.close()
    await this.makeHosts()
  }

  #watchBlocked(): BlockedTests {
    // Jest puts the console of its tests there later.
    const warn = (message: string) => (this.realm.console ?? console).warn(message)
    return new BlockedTests(this.#network.blocked, this.#options.onBlocked, warn)
  }

  async #captureFile(): Promise<void> {
    if (this.#options.capture === 'always') await this.#capture?.ofFile(this.#network.traffic())
    this.#capture = undefined
  }

  /** Programs inherit the environment that the tests see, which is a copy in Jest and in threads. */
  #makeNetwork(): Network {
    const { capture, captureLimitMiB, tlsKeys } = this.#options
    const network = createNetworkSync({
      environment: () => this.realm.process?.env ?? process.env,
      capture: capture === 'off' ? 'off' : 'on',
      captureLimitMiB,
      tlsKeys,
      ...pickRuleLists(this.#options),
    })
    this.#nameRecords(network)
    return network
  }

  /** Names that cannot be had leave no network behind. */
  #nameRecords(network: Network): void {
    const { dns } = this.#options
    if (Object.keys(dns).length === 0) return
    try {
      network.dns(dns)
    } catch (error) {
      network.close().catch(() => {})
      throw error
    }
  }

  #makeCapture(file: TestFile): FileCapture | undefined {
    const { capture, captureDirectory, captureLimitMiB } = this.#options
    return capture === 'off' ? undefined : new FileCapture(file, captureDirectory, captureLimitMiB)
  }

  #enter(): void {
    this.#network.enter(this.realm)
    Object.defineProperty(this.realm, networkKey, { configurable: true, value: this.#network })
  }

  #leave(): void {
    this.#network.leave()
    Reflect.deleteProperty(this.realm, networkKey)
  }
}
