import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { CaptureError } from '../capture-error.js'
import type { JournalEvent, JournalProblem } from '../types.js'
import { type JournalHeader, parseHeader } from './header.js'
import { HostNames } from './host-names.js'
import { headerSize } from './layout.js'
import { MergeByTime } from './merge-by-time.js'
import { OpenFiles } from './open-files.js'
import type { ProcessEvents } from './process-events.js'
import { ProcessJournal } from './process-journal.js'
import { beginOf, eventsFile, processNames } from './process-names.js'
import { Progress, type ReportProgress } from './progress.js'

export interface JournalOptions {
  /** The name of the host that has this address, for hosts that ran no program. */
  nameAddress?: (address: string) => string | undefined
  /** Processes may still be writing. Default: false. */
  isLive?: boolean
}

/** Up to this far apart, clocks of processes are the same clock, adjusted in between; more is a suspended machine. */
const sameClockNs = 10_000_000_000n
/** After this time a reserved record was written, or its thread is dead. */
const settleNs = 20_000_000n

/** The journals of one network's processes: `DIR/journal`. */
export class Journal {
  private readonly files = new OpenFiles()
  private readonly processes = new Map<string, ProcessJournal>()
  private readonly badFiles = new Map<string, JournalProblem>()
  private readonly hostNames = new HostNames()
  private readonly isLive: boolean
  private readonly root: string
  private clockNs: bigint | undefined

  /**
   * @param directory the directory `journal` itself, or the network's directory that has it
   * @throws CaptureError NOT_A_JOURNAL: the directory is not there, or has files and none of them is a journal.
   *   UNKNOWN_VERSION: all of them are of another version. JOURNAL_UNREADABLE: none of them can be read
   */
  constructor(
    directory: string,
    private readonly options: JournalOptions = {},
  ) {
    this.root = findJournal(directory)
    this.isLive = options.isLive ?? false
    this.refresh()
    if (this.root === directory && path.basename(this.root) !== 'journal' && this.list().length === 0)
      throw new CaptureError('NOT_A_JOURNAL', `${directory} holds no recording: there is no journal in it.`)
    const [bad] = this.badFiles.values()
    if (bad && this.processes.size === 0) throw new CaptureError(bad.code as CaptureError['code'], bad.message)
  }

  /**
   * What happened since the last call, in the order of time, from all processes. Of a live journal, what happens
   * during the call is left for the next one: files that are read one after the other then show one moment.
   *
   * @param onProgress told now and then how many bytes of payload the events had so far, and how many there are
   */
  events(onProgress?: ReportProgress): Generator<JournalEvent> {
    return this.eventsOf(this.merge(), onProgress)
  }

  /** The same, without a generator's price for each event. */
  merge(): MergeByTime<JournalEvent> {
    return this.mergeOf((journal) => journal.events)
  }

  /** All that has happened up to now, as often as it is asked for. */
  wholeEvents(onProgress?: ReportProgress): Generator<JournalEvent> {
    return this.eventsOf(
      this.mergeOf((journal) => journal.wholeEvents()),
      onProgress,
    )
  }

  /** What happened up to now without what `settle` has given, as often as it is asked for. */
  unsettledEvents(): Generator<JournalEvent> {
    return this.eventsOf(this.mergeOf((journal) => journal.unsettledEvents()))
  }

  /**
   * What happened before a time and will not change any more, each event once; what may change is left for another time.
   *
   * @param untilNs in the clock of the events
   */
  settle(untilNs: bigint): JournalEvent[] {
    this.refresh()
    return [...this.processes.values()].flatMap((journal) => journal.settle(untilNs, this.settledNs()))
  }

  private *eventsOf(merged: MergeByTime<JournalEvent>, onProgress?: ReportProgress): Generator<JournalEvent> {
    const progress = this.progress(onProgress)
    for (let event = merged.next(); event; event = merged.next()) {
      yield event
      progress.add(event)
    }
  }

  private mergeOf(read: (journal: ProcessJournal) => ProcessEvents): MergeByTime<JournalEvent> {
    this.refresh()
    const nowNs = process.hrtime.bigint()
    const settledNs = this.settledNs()
    const sources = [...this.processes.values()].map((journal) => {
      const untilNs = this.isLive ? nowNs + this.offsetOf(journal.header) : undefined
      const events = read(journal)
      return { next: () => events.next(settledNs, untilNs) }
    })
    return new MergeByTime(sources)
  }

  private settledNs(): bigint | undefined {
    return this.isLive ? process.hrtime.bigint() - settleNs : undefined
  }

  progress(onProgress?: ReportProgress): Progress {
    return new Progress(onProgress, () =>
      [...this.processes.values()].reduce((sum, { ring }) => sum + ring.byteCount(), 0),
    )
  }

  /**
   * What a reader has to know about the events that it got.
   *
   * @param sinceNs payload of before this time is not looked at
   * @param isSettledSkipped nothing of what `settle` has given is that late
   */
  problems(sinceNs?: bigint, isSettledSkipped?: boolean): JournalProblem[] {
    const settledNs = this.settledNs()
    const found = [...this.processes.values()].flatMap((one) => one.problems(settledNs, sinceNs, isSettledSkipped))
    return [...this.badFiles.values(), ...found, ...this.unreadable(), ...this.failed()]
  }

  private failed(): JournalProblem[] {
    return this.readNames().flatMap((file) => {
      const [, pid] = /^(\d+)-[0-9a-f]+\.failed$/.exec(file) ?? []
      return pid === undefined ? [] : [failedRecording(file, pid)]
    })
  }

  private unreadable(): JournalProblem[] {
    return [...this.files.failures]
      .map(([file, error]) => unreadableFile(path.basename(file), error))
      .filter(({ file }) => !this.badFiles.has(file?.replace(/\.events$/, '') ?? ''))
  }

  /** Closes the files and lets go of memory. Payload that is asked for later opens them again. */
  close(): void {
    this.files.close()
    for (const { ring } of this.processes.values()) ring.release()
  }

  /** Finds the processes that began since the last time. Headers first: they name the hosts for one another. */
  private refresh(): void {
    const found = this.list().filter((name) => !this.processes.has(name) && !this.badFiles.has(name))
    const headers = found.flatMap((name) => {
      const header = this.readHeader(name)
      return header ? [{ name, header }] : []
    })
    this.clockNs ??= headers[0]?.header.realtimeOffsetNs
    for (const { name, header } of headers) {
      this.hostNames.learn(header.hostIndex, header.host, beginOf(name) + this.offsetOf(header))
      const context = { nameHost: this.nameHost.bind(this), realtimeOffsetNs: this.offsetOf(header) }
      this.processes.set(name, new ProcessJournal(this.files, path.join(this.root, name), name, header, context))
    }
  }

  private list(): string[] {
    return processNames(this.readNames())
  }

  private readNames(): string[] {
    try {
      return readdirSync(this.root)
    } catch (error) {
      // The network was closed meanwhile.
      if (this.isLive && (error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    }
  }

  private readHeader(name: string): JournalHeader | undefined {
    const bytes = Buffer.alloc(headerSize)
    const file = eventsFile(name)
    const count = this.files.read(path.join(this.root, file), bytes, 0)
    const failure = this.files.failures.get(path.join(this.root, file))
    if (failure !== undefined) this.badFiles.set(name, unreadableFile(file, failure))
    try {
      return parseHeader(bytes.subarray(0, count), file)
    } catch (error) {
      if (!(error instanceof CaptureError)) throw error
      this.badFiles.set(name, { code: error.code as 'NOT_A_JOURNAL', file, message: error.message })
      return undefined
    }
  }

  private offsetOf({ realtimeOffsetNs }: JournalHeader): bigint {
    const apart = realtimeOffsetNs - (this.clockNs ?? realtimeOffsetNs)
    return apart > -sameClockNs && apart < sameClockNs ? realtimeOffsetNs - apart : realtimeOffsetNs
  }

  private nameHost(index: number | undefined, address: string, timeNs: bigint): string {
    const known = index === undefined ? '' : this.hostNames.find(index, timeNs)
    // The test host (0) plays other hosts by listening on their addresses.
    return (index && known) || this.options.nameAddress?.(address) || known
  }
}

function unreadableFile(file: string, error: string): JournalProblem {
  return { code: 'JOURNAL_UNREADABLE', file, message: `${file} cannot be read: ${error}.` }
}

function failedRecording(file: string, pid: string): JournalProblem {
  const message = `The recording of process ${pid} could not begin, for there was no room for it; what its peers recorded is all.`
  return { code: 'RECORDING_ENDED', file, message }
}

/** @throws CaptureError NOT_A_JOURNAL */
export function findJournal(directory: string): string {
  const inside = path.join(directory, 'journal')
  const found = [inside, directory].find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isDirectory())
  if (found) return found
  const what = existsSync(directory) ? 'is a file, and not the directory of a network' : 'does not exist'
  throw new CaptureError('NOT_A_JOURNAL', `${directory} ${what}.`)
}
