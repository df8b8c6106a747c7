import type { Host } from '../host/host.js'
import type { NetworkProcess } from '../process/network-processes.js'
import { readProcessStatus } from '../process/process-status.js'
import type { Program } from '../program/program.js'

/** What was made between two points in time, to end together: that of the whole file, or of one test. */
export class Scope {
  readonly hosts = new Set<Host>()
  readonly programs = new Set<Program>()
  isOpen = true

  constructor(
    readonly name: string,
    /** The processes that were there before. */
    private readonly earlierPids: ReadonlySet<number>,
    /** The sequence of the last notice that was there before. */
    readonly lastNotice = 0,
  ) {}

  /**
   * The processes that this scope left beside its programs: new ones, no earlier process of the network among whose
   * ancestors is (an earlier server may start workers at any time).
   */
  leftovers(processes: NetworkProcess[]): NetworkProcess[] {
    return processes.filter(({ pid }) => !this.#descendsFromEarlier(pid))
  }

  #descendsFromEarlier(pid: number): boolean {
    for (
      let ancestor: number | undefined = pid;
      ancestor && ancestor !== process.pid;
      ancestor = readProcessStatus(ancestor)?.parentPid
    ) {
      if (this.earlierPids.has(ancestor)) return true
    }
    return false
  }
}
