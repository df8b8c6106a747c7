import path from 'node:path'
import { SocketwrapError } from '../errors/socketwrap-error.js'
import type { Traffic } from '../traffic/traffic.js'
import { CaptureDirectory } from './capture-directory.js'
import { captureName, type RunnerTask, type TestFile } from './capture-name.js'
import { describeMissing } from './describe-missing.js'

/** What the report of a failed test says of its capture. */
export interface FailureCapture {
  text: string
  /** The file that was written. */
  file?: string
}

type Captured = Pick<Traffic, 'flows' | 'problems' | 'writePcap'>

/** The captures of one test file: one for each of its tests that has failed, and one for the whole of it on request. */
export class FileCapture {
  readonly #directory: CaptureDirectory

  /**
   * @param directory counts from the root of the file's project
   * @param limitMiB how much payload is kept of each process
   */
  constructor(
    private readonly file: TestFile,
    directory: string,
    private readonly limitMiB: number,
  ) {
    this.#directory = new CaptureDirectory(path.resolve(file.root, directory))
    this.#directory.sweep()
  }

  /** Where nothing crossed the network, there is nothing to write. */
  async ofFailure(traffic: Captured, test: RunnerTask): Promise<FailureCapture> {
    const missing = describeMissing(traffic, this.limitMiB)
    if (traffic.flows.length === 0) {
      this.passed(test)
      return { text: section(missing) }
    }
    try {
      const file = await this.#write(traffic, test, missing)
      return { text: section([this.#pathToTell(file), ...missing]), file }
    } catch (error) {
      return { text: section([`could not be written: ${reasonOf(error)}`]) }
    }
  }

  /** Removes what an earlier try or run of a test has left, and gives the file that was there. */
  passed(test: RunnerTask): string | undefined {
    if (this.#directory.isEmpty) return undefined
    const name = captureName(this.file, test)
    return this.#directory.remove(name) ? this.#directory.pathOf(name) : undefined
  }

  /** All of it, when the file has ended and its network has not. */
  async ofFile(traffic: Captured): Promise<void> {
    if (traffic.flows.length === 0) return
    try {
      await this.#write(traffic, { names: [], twins: [] }, describeMissing(traffic, this.limitMiB))
    } catch (error) {
      process.emitWarning(
        `The capture of ${this.file.path} could not be written: ${reasonOf(error)}`,
        'SocketwrapWarning',
      )
    }
  }

  async #write(traffic: Captured, test: Pick<RunnerTask, 'names' | 'twins'>, missing: readonly string[]) {
    const name = captureName(this.file, test)
    const title = [path.basename(this.file.path), ...test.names].join(' > ')
    await this.#directory.write(name, (file) => traffic.writePcap(file, { comment: [title, ...missing].join('\n') }))
    return this.#directory.pathOf(name)
  }

  /** As the runners tell paths: from the project's root, where people start them and where a click finds the file. */
  #pathToTell(file: string): string {
    const fromRoot = path.relative(this.file.root, file)
    return fromRoot.startsWith('..') ? file : fromRoot
  }
}

function section(lines: readonly string[]): string {
  return lines.length === 0 ? '' : ['Capture:', ...lines.map((line) => `  ${line}`)].join('\n')
}

/** The next step of an error is for those who have named the file. */
function reasonOf(error: unknown): string {
  const reason = error instanceof SocketwrapError ? error.cause : error
  return reason instanceof Error ? reason.message : String(reason)
}
