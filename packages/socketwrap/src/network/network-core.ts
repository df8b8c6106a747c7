import type { NativeNetwork } from '@socketwrap/native'
import { SocketwrapError } from '../errors/socketwrap-error.js'
import type { Host } from '../host/host.js'
import { killProcesses, killProcessesSync } from '../process/kill-processes.js'
import { allPids, findNetworkProcesses, type NetworkProcess } from '../process/network-processes.js'
import type { Program } from '../program/program.js'
import { listSockets, type NamedSocket } from '../sockets/socket-entry.js'
import { type CloseReport, mergeReports } from './close-report.js'
import { removeDirectory } from './disk-place.js'
import { nodeLookup } from '../names/node-lookup.js'
import type { NameSource } from '../names/name-source.js'
import { CallerLog } from '../callers/caller-log.js'
import { NetworkNames } from '../names/network-names.js'
import { BlockedLog } from '../policy/blocked/blocked-log.js'
import { NetworkPolicy } from '../policy/network-policy.js'
import { Scope } from './scope.js'

/** `owned` networks end with the process that made them; `kept` ones stay until someone removes them. */
export type Lifetime = 'owned' | 'kept'

/** At a close a program has this long to end by itself; who needs longer calls `stop` with a grace of its own. */
const closeGraceMs = 2000

/** What the network and its hosts share: the native network, what was made on it, and how it ends. */
export class NetworkCore {
  readonly directory: string
  readonly id: string
  readonly scopes: Scope[]
  readonly names: NetworkNames
  readonly policy: NetworkPolicy
  readonly blocked: BlockedLog
  /** Of the thread that is on the network. */
  readonly callers = new CallerLog()
  /** Called when everything has ended and nothing was removed yet. */
  readonly lastLooks = new Set<() => void>()
  /** Processes that were there before an owned network: they cannot be on it, unless a pid is given out again. */
  readonly #strangers: ReadonlySet<number>
  #isClosed = false

  constructor(
    private readonly mapped: NativeNetwork,
    readonly lifetime: Lifetime,
    /** The environment that programs inherit. In a Jest sandbox it is not the real one. */
    readonly environment: () => NodeJS.ProcessEnv,
  ) {
    this.directory = mapped.directory
    this.id = mapped.id
    this.#strangers = new Set(lifetime === 'owned' ? allPids() : [])
    this.scopes = [new Scope('the file', new Set())]
    this.names = new NetworkNames(() => this.native())
    this.policy = new NetworkPolicy(
      () => this.native(),
      () => this.scopes,
      lifetime === 'kept' ? idOfThisProcess() : 1,
    )
    this.blocked = new BlockedLog(() => this.native(), this.policy, this.callers)
  }

  /** @throws SocketwrapError NETWORK_CLOSED */
  native(): NativeNetwork {
    if (!this.#isClosed) return this.mapped
    throw new SocketwrapError(
      'NETWORK_CLOSED',
      'This network is closed. Make a new one, and await everything that uses it before the test ends.',
    )
  }

  /** What programs on a host would be told. After the network's end nobody has a name. */
  nameSource(hostIndex: number): NameSource {
    const nobody = { result: 'not-found' as const, addresses: [], delayMs: 0, isUnknown: false }
    return {
      lookup: (name, family) => (this.#isClosed ? nobody : this.mapped.lookup(hostIndex, name, family)),
      reverse: (address) => (this.#isClosed ? undefined : this.mapped.reverse(hostIndex, address)),
      lookUpOutside: nodeLookup(),
      remember: (name, address) => {
        if (!this.#isClosed) this.mapped.rememberLookup(hostIndex, name, address)
      },
      noteUnknown: (name) => {
        if (this.#isClosed) return
        this.callers.note(name)
        this.mapped.noteUnknown(hostIndex, name)
      },
      nameServer: () => this.names.nameServer,
    }
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  /** The innermost scope: what is made now belongs to it. */
  get scope(): Scope {
    return this.scopes.at(-1) as Scope
  }

  beginScope(name: string): Scope {
    const scope = new Scope(name, new Set(this.processes().map(({ pid }) => pid)), this.blocked.mark())
    this.callers.forget()
    this.scopes.push(scope)
    return scope
  }

  async endScope(scope = this.scope): Promise<CloseReport> {
    const position = this.scopes.indexOf(scope)
    if (position < 1) return { killed: [] }
    this.scopes.splice(position, 1)
    scope.isOpen = false
    const stopped = await this.#stop([...scope.programs], () => scope.leftovers(this.processes()))
    const closed = await Promise.all([...scope.hosts].map((host) => host.close()))
    if (!this.#isClosed) {
      this.names.endScope(scope)
      this.policy.endScope(scope)
    }
    return mergeReports([stopped, ...closed])
  }

  async closeHost(host: Host): Promise<CloseReport> {
    const isTestHost = host.index === 0
    const programs = this.programs().filter((program) => program.host === host)
    const report = await this.#stop(programs, () =>
      this.#isClosed ? [] : this.processes().filter((one) => one.host === host.name),
    )
    if (!isTestHost && !this.#isClosed) {
      this.mapped.removeHost(host.index)
      this.names.removeHost(host.index)
      this.policy.removeHost(host.index)
      host.accounts.remove()
    }
    for (const scope of this.scopes) scope.hosts.delete(host)
    return report
  }

  programs(): Program[] {
    return this.scopes.flatMap((scope) => [...scope.programs])
  }

  /** The living processes of the network, this one excepted. */
  processes(): NetworkProcess[] {
    return findNetworkProcesses(this.directory, this.#isClosed ? undefined : this.mapped, this.#strangers)
  }

  /** The same for the end of the network, when none may be missed. */
  #allProcesses(): NetworkProcess[] {
    return findNetworkProcesses(this.directory, this.mapped)
  }

  namedSockets(): NamedSocket[] {
    return listSockets(this.id, this.native().hosts())
  }

  async close(): Promise<CloseReport> {
    for (const scope of this.scopes) scope.isOpen = false
    const report = await this.#stop(this.programs(), () => (this.lifetime === 'kept' ? [] : this.#allProcesses()))
    this.#release()
    return report
  }

  /** For a process that exits: nothing can be awaited any more. */
  closeSync(): void {
    if (this.#isClosed) return
    if (this.lifetime === 'owned') killProcessesSync(() => this.#allProcesses())
    this.#release()
  }

  #release(): void {
    for (const look of this.lastLooks) look()
    this.#isClosed = true
    this.mapped.close()
    if (this.lifetime === 'owned') removeDirectory(this.directory)
  }

  async #stop(programs: Program[], findRest: () => NetworkProcess[]): Promise<CloseReport> {
    const stubborn = await Promise.all(
      programs
        .filter(({ exit }) => exit === undefined)
        .map(async (program) => {
          const { signal } = await program.stop({ graceMs: closeGraceMs })
          return signal === 'SIGKILL' ? [{ pid: program.pid, host: program.host.name, program: program.command }] : []
        }),
    )
    const { killed, survivors } = await killProcesses(findRest)
    if (survivors.length > 0) throw incomplete(survivors)
    return mergeReports([{ killed: stubborn.flat() }, { killed }])
  }
}

/** Several processes may give a kept network rules, one after another. */
function idOfThisProcess(): number {
  return ((process.pid % 2 ** 20) << 10) + 1
}

function incomplete(survivors: NetworkProcess[]): SocketwrapError {
  const names = survivors.map(({ program, pid }) => `${program} (pid ${pid})`).join(', ')
  return new SocketwrapError(
    'CLOSE_INCOMPLETE',
    `These processes of the network could not be ended: ${names}. Look at them with ps, and end them by hand.`,
    {
      details: { survivors },
    },
  )
}
