import { mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Network } from '../network/network.js'
import type { Traffic } from '../traffic/traffic.js'
import { captureName, type TestFile } from './capture-name.js'
import type { CaptureMode } from './environment-options.js'

/** A test, or a group of tests or a file whose hooks have failed. */
export interface RunnerTask {
  /** The same object at each try. */
  task: object
  /** Its name and what is around it, from the outside. */
  names: readonly string[]
}

/** What the report of a failed test says of its traffic. */
export interface FailureCapture {
  text: string
  /** The file that was written. */
  file?: string
}

/** Writes what crossed the network of a test file, as the option `capture` asks for. */
export class FileCapture {
  readonly isOn: boolean
  readonly #directory: string
  readonly #targets = new Map<object, string>()
  readonly #counts = new Map<string, number>()
  #sinceNs = 0n

  constructor(
    private readonly mode: CaptureMode,
    directory: string,
    private readonly file: TestFile,
  ) {
    this.isOn = mode !== 'off'
    this.#directory = path.resolve(directory)
  }

  /** What is written for a test begins here. Tests that run at the same time share the first one's beginning. */
  begin(network: Network): void {
    if (this.isOn) this.#sinceNs = network.mark()
  }

  /** Names come in the order in which tests start, so a test has the same one in each run. */
  announce(test: RunnerTask): void {
    if (this.isOn) this.#targetOf(test)
  }

  /** @param isOfTest `false`: what came before the test is wanted too, because a hook around it has failed */
  async ofFailure(network: Network, test: RunnerTask, isOfTest: boolean): Promise<FailureCapture> {
    if (!this.isOn) return { text: '' }
    try {
      const traffic = network.traffic({ since: isOfTest ? this.#sinceNs : 0n })
      const file = this.#targetOf(test)
      await this.#write(traffic, file, test.names)
      return { text: `Capture: ${file}`, file }
    } catch (error) {
      return { text: `Capture: none could be written: ${String(error)}` }
    }
  }

  /** Removes what an earlier try or run of a test has left. */
  passed(test: RunnerTask): void {
    if (this.isOn) rmSync(this.#targetOf(test), { force: true })
  }

  /** The network is about to end, and all of it is still there. */
  async ofFile(network: Network): Promise<void> {
    if (this.mode !== 'always') return
    const file = path.join(this.#directory, captureName(this.file, [], 1))
    try {
      await this.#write(network.traffic(), file, [])
    } catch (error) {
      process.emitWarning(`The capture ${file} could not be written: ${String(error)}`, 'SocketwrapWarning')
    }
  }

  #targetOf({ task, names }: RunnerTask): string {
    const known = this.#targets.get(task)
    if (known !== undefined) return known
    const key = JSON.stringify(names)
    const occurrence = (this.#counts.get(key) ?? 0) + 1
    this.#counts.set(key, occurrence)
    const target = path.join(this.#directory, captureName(this.file, names, occurrence))
    this.#targets.set(task, target)
    return target
  }

  /** Nobody finds half a file. */
  async #write(traffic: Traffic, file: string, names: readonly string[]): Promise<void> {
    mkdirSync(this.#directory, { recursive: true })
    const unfinished = `${file}.${process.pid}.part`
    try {
      await traffic.writePcap(unfinished, { comment: [path.basename(this.file.path), ...names].join(' > ') })
      renameSync(unfinished, file)
    } finally {
      rmSync(unfinished, { force: true })
    }
  }
}
