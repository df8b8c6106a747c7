import type { TracedEvent, TrafficFilter } from '@socketwrap/capture'
import { enter, type HostRecord, leave, type Notice } from '@socketwrap/native'
import type { AccountOptions, User } from '../accounts/account-options.js'
import type { Accounts } from '../accounts/account.js'
import { checkAccounts } from '../accounts/check-accounts.js'
import { hashPasswords } from '../accounts/hash-password.js'
import { HostAccounts } from '../accounts/host-accounts.js'
import { parseHostAddress } from '../address/ip-address.js'
import { watchCallers } from '../callers/watch-callers.js'
import { callNative } from '../errors/native-error.js'
import { SocketwrapError } from '../errors/socketwrap-error.js'
import { Host } from '../host/host.js'
import { parseHostName } from '../host/host-name.js'
import { answerNames } from '../names/answer-names.js'
import { parseDnsName } from '../names/records/dns-name.js'
import type { DnsRecords } from '../names/records/dns-records.js'
import { type BlockedAttempt, isAttempt } from '../policy/blocked/blocked-attempt.js'
import { explain, type Explanation } from '../policy/explain/explain.js'
import { parseDestination } from '../policy/explain/parse-destination.js'
import { surroundingsOf } from '../policy/explain/surroundings.js'
import type { BlockedLog } from '../policy/blocked/blocked-log.js'
import { parseRuleLists, pickRuleLists, ruleOptions } from '../policy/rules/parse-rule-lists.js'
import type { ParsedRule, Rule, RuleLists } from '../policy/rules/rule.js'
import { type NetworkProcess, registeredProcesses } from '../process/network-processes.js'
import type { Program } from '../program/program.js'
import type { RunResult } from '../program/run-program.js'
import type { RunOptions, SpawnOptions } from '../program/spawn-options.js'
import { reportNetwork } from '../report/report-network.js'
import { addOwners, type SocketEntry } from '../sockets/socket-entry.js'
import { checkFilter, checkFilteredHost } from '../traffic/check-filter.js'
import { RecordingClock } from '../traffic/recording-clock.js'
import { reportExchanges } from '../traffic/report-exchanges.js'
import { checkRecording, isRecording, type RecordingOptions, startRecording } from '../traffic/recording.js'
import { NetworkRecording } from '../traffic/network-recording.js'
import type { NamedHost, Traffic } from '../traffic/traffic.js'
import { watchTraffic } from '../traffic/watch-traffic.js'
import { checkOptions } from './check-options.js'
import type { CloseReport } from './close-report.js'
import type { NetworkCore } from './network-core.js'
import type { Scope } from './scope.js'

/** Rules of a host are about what leaves the network from there. */
export interface HostOptions extends RuleLists, AccountOptions {
  /** The host's addresses. Default: the next free IPv4 and IPv6 address of the network. */
  ip?: string | string[]
  /** Further names, `db.internal` for example; `*.shard.internal` is every name below that nobody else has. */
  names?: string[]
  /**
   * `true`: the host answers nobody, as if it were off or its packets were dropped. Connections to it, and those that
   * its programs make, are never answered, and datagrams to it are lost. Default: false.
   */
  silent?: boolean
}

/** A part of the network's life, see `Network.beginScope`. */
export interface NetworkScope {
  readonly name: string
}

/** A private IP network: hosts, the programs on them, and nothing of the real network. */
export class Network {
  /** All that belongs to the network lies below this directory. */
  readonly directory: string
  /** Twelve hexadecimal digits; they begin the names of the network's sockets. */
  readonly id: string
  /** The host that this process is on. It owns every address that no other host has. */
  readonly testHost: Host
  #hosts: Map<number, Host>
  readonly #clock: RecordingClock
  #recording: NetworkRecording | undefined
  #leave: (() => void) | undefined
  #closing: Promise<CloseReport> | undefined

  /** @internal */
  constructor(
    private readonly core: NetworkCore,
    private readonly onClosed: () => void,
  ) {
    this.directory = core.directory
    this.id = core.id
    this.#clock = new RecordingClock(core.directory)
    this.#hosts = new Map(
      core
        .native()
        .hosts()
        .map((record) => [record.index, new Host(core, record)]),
    )
    this.testHost = this.#hosts.get(0) as Host
  }

  /**
   * Makes a host.
   *
   * @throws SocketwrapError BAD_HOST_NAME, BAD_DNS_NAME, HOST_EXISTS, BAD_ADDRESS, ADDRESS_IN_USE, NETWORK_FULL, BAD_OPTION,
   *   BAD_RULE, BAD_ACCOUNT
   */
  async host(name: string, options: HostOptions = {}): Promise<Host> {
    checkOptions('host', options, {
      ip: ['an address or an array of addresses', (value) => typeof value === 'string' || Array.isArray(value)],
      names: ['an array of names', Array.isArray],
      silent: ['true or false', (value) => typeof value === 'boolean'],
      users: ['an array of users', Array.isArray],
      groups: ['an array of groups', Array.isArray],
      ...ruleOptions,
    })
    checkAccounts(options)
    const hostName = parseHostName(name)
    const addresses = [options.ip ?? []].flat().map((address) => parseHostAddress(address, 'ip'))
    const native = this.core.native()
    const aliases = [...new Set((options.names ?? []).map((alias) => parseDnsName(alias, 'names', true)))].filter(
      (alias) => alias !== hostName,
    )
    const rules = parseRuleLists(pickRuleLists(options), hostName)
    const accounts = new HostAccounts(this.core.directory, hostName)
    const planned = options.users || options.groups ? accounts.plan(options) : undefined
    const details = { name: hostName, addresses }
    const record = callNative(`make host ${hostName}`, () => native.addHost(hostName, addresses), details)
    native.setSilent(record.index, options.silent ?? false)
    this.#equipHost(record, aliases, rules)
    const host = new Host(this.core, record)
    this.#hosts.set(record.index, host)
    this.core.scope.hosts.add(host)
    if (planned) await this.#writeAccounts(accounts, planned, options.users)
    return host
  }

  /** Nothing is written below the directory of a network that has ended meanwhile. */
  async #writeAccounts(accounts: HostAccounts, planned: Accounts, users: User[] = []): Promise<void> {
    const hashes = await hashPasswords(users)
    this.core.native()
    accounts.write(planned, hashes)
  }

  /** A host whose names or rules cannot be had is not made. */
  #equipHost(record: HostRecord, aliases: string[], rules: ParsedRule[]): void {
    try {
      this.core.names.addHost(record, aliases)
      this.core.policy.addHost(record, rules)
    } catch (error) {
      this.core.native().removeHost(record.index)
      this.core.names.removeHost(record.index)
      throw error
    }
  }

  /**
   * Gives names records, which every program sees at once, whichever way it asks. What a test gives ends with the
   * test. A name that is given again has only what was given last; `null` takes it away.
   *
   * @throws SocketwrapError BAD_DNS_NAME, BAD_DNS_RECORD, TABLE_TOO_LARGE; then nothing has changed
   */
  dns(records: DnsRecords): void {
    this.core.names.set(this.core.scope, records)
  }

  /**
   * Makes a server on the network the one that programs ask, bind or dnsmasq for example, instead of the network
   * itself. Without a server it is the network again. What a test uses ends with the test.
   *
   * @throws SocketwrapError BAD_ADDRESS
   */
  useNameServer(server?: Host | string): void {
    const address = server === undefined ? undefined : parseHostAddress(addressOf(server), 'server')
    this.core.names.useServer(this.core.scope, address === undefined ? undefined : { address, port: 53 })
  }

  /**
   * Lets something leave the network. What a test allows ends with the test. It stands before all that was allowed or
   * denied until now, and the first rule that matches decides.
   *
   * @throws SocketwrapError BAD_RULE, BAD_HOST_NAME, TABLE_TOO_LARGE; then nothing has changed
   */
  allow(...rules: Rule[]): void {
    this.core.policy.add(this.core.scope, { allow: rules })
  }

  /** Lets something leave the network no more, see `allow`. */
  deny(...rules: Rule[]): void {
    this.core.policy.add(this.core.scope, { deny: rules })
  }

  /**
   * Says what becomes of a program that wants to go somewhere, and why: `example.com:443`, `udp://192.0.2.1:123`,
   * `in://127.0.0.1:3000`, `unix:/var/run/docker.sock`. Without a protocol it is TCP. Nothing is sent, and nothing is
   * looked up outside.
   *
   * @throws SocketwrapError BAD_OPTION, BAD_RULE, HOST_CLOSED
   */
  explain(destination: string, options: { from?: Host | string } = {}): Explanation {
    checkOptions('explain', options, { from: ['a host or its name', (value) => isHostOrText(value)] })
    const { from = this.testHost } = options
    const name = typeof from === 'string' ? parseHostName(from) : from.name
    const host = this.hosts().find((one) => one.name === name)
    if (!host)
      throw new SocketwrapError('HOST_CLOSED', `There is no host ${name}. Make one with network.host('${name}').`)
    return explain(parseDestination(destination), surroundingsOf(this.core, host))
  }

  /**
   * Gives who tried to leave the network and was not let out, since the test began (outside of a test: since the file
   * began), and takes note of it: each attempt is given once, and does not make the test fail.
   */
  takeBlocked(): BlockedAttempt[] {
    return this.core.blocked.take(this.core.scope.lastNotice)
  }

  /** The hosts, the test host first. */
  hosts(): Host[] {
    const records = this.core.native().hosts()
    return records.map((record) => {
      const known = this.#hosts.get(record.index)
      if (known?.name === record.name) return known
      const host = new Host(this.core, record) // made by another process on a kept network
      this.#hosts.set(record.index, host)
      return host
    })
  }

  /** Starts a program on the test host, see `Host.spawn`. */
  spawn(command: string, args?: string[], options?: SpawnOptions): Promise<Program> {
    return this.testHost.spawn(command, args, options)
  }

  /** Runs a program on the test host, see `Host.run`. */
  run(command: string, args?: string[], options?: RunOptions): Promise<RunResult> {
    return this.testHost.run(command, args, options)
  }

  /** Who listens and who is connected on this network, with pid and program. */
  sockets(): SocketEntry[] {
    const processes = [...this.core.processes(), ...registeredProcesses(this.core.native())]
    const self = { pid: process.pid, host: this.testHost.name, program: process.title }
    return addOwners(this.core.namedSockets(), [...processes, self])
  }

  /** The living processes of this network, this process excepted. */
  processes(): NetworkProcess[] {
    return this.core.processes()
  }

  /** Connections that were refused or blocked and programs that could not be put on the network, oldest first. */
  notices(): Notice[] {
    return this.core.native().notices()
  }

  /**
   * What crossed the network so far.
   *
   * @param filter hosts, ports, protocol and program that are wanted, and `since` a mark
   * @throws SocketwrapError CAPTURE_OFF, BAD_OPTION, NOT_A_JOURNAL, UNKNOWN_VERSION, JOURNAL_UNREADABLE
   */
  traffic(filter: TrafficFilter = {}): Traffic {
    checkFilter('traffic', filter)
    checkRecording(this.core.native().directory)
    this.#recording ??= new NetworkRecording(this.directory, () => this.#everyHost())
    const traffic = this.#recording.take(filter)
    if (traffic.flows.length === 0) checkFilteredHost('traffic', filter.host, this.#everyHost())
    return traffic
  }

  /**
   * A point in time, for the `since` of `traffic` and `watch`.
   *
   * @throws SocketwrapError CAPTURE_OFF
   */
  mark(): bigint {
    checkRecording(this.core.native().directory)
    return this.#clock.nowNs()
  }

  /**
   * What happens on the network, as it happens and from its beginning, until the network is closed.
   *
   * @throws SocketwrapError as `traffic`
   */
  watch(filter: TrafficFilter = {}): AsyncIterableIterator<TracedEvent> {
    checkFilter('watch', filter)
    checkRecording(this.core.native().directory)
    return watchTraffic(this.directory, () => this.#everyHost(), filter, this.core.lastLooks)
  }

  /** @internal */
  startRecording(options: RecordingOptions = {}): void {
    startRecording(this.core.native(), options)
  }

  /** With those that were closed, as long as their place was not given to another one. */
  #everyHost(): NamedHost[] {
    if (!this.core.isClosed) this.hosts()
    return [...this.#hosts.values()].map(({ name, addresses }) => ({ name, addresses }))
  }

  /**
   * What a person needs when a test has failed: programs, their last output, listeners, failed connections, and the
   * last exchanges when the network records.
   *
   * @param after the sequence of a notice; earlier refused and blocked attempts are left out
   */
  report(after = 0): string {
    const traffic = this.#recordedTraffic()
    return [this.reportState(after), ...(traffic ? reportExchanges(traffic) : [])].join('\n')
  }

  /** @internal The report without the exchanges. */
  reportState(after: number, isBlockedShown = true): string {
    const notices = this.notices().filter((notice) => notice.sequence > after && (isBlockedShown || !isAttempt(notice)))
    return reportNetwork(this.core, this.sockets(), notices)
  }

  /** @internal What holds for the whole network, in place of what others have published. */
  setRules(rules: readonly ParsedRule[]): void {
    this.core.policy.setBase(rules, 'the command line')
  }

  /** @internal */
  get blocked(): BlockedLog {
    return this.core.blocked
  }

  /** A report is for an error of its own, which must not be lost for one of the recording. */
  #recordedTraffic(): Traffic | undefined {
    try {
      return isRecording(this.directory) ? this.traffic() : undefined
    } catch {
      return undefined
    }
  }

  /**
   * Puts the calling thread on the test host: its new sockets are virtual, its `dns.lookup` knows this network's
   * hosts, and the programs it starts are on the network. `leave` ends that.
   *
   * @param realm the global object of the tests, when it is another one than here
   * @throws SocketwrapError ALREADY_ENTERED, SHIM_MISMATCH
   */
  enter(realm: object = globalThis): void {
    const native = this.core.native()
    callNative('put this thread on the network', () => enter(native, this.testHost.index))
    const forgetNames = answerNames(this.core.nameSource(this.testHost.index))
    const forgetCallers = watchCallers(this.core.callers, realm)
    this.#leave = () => {
      forgetCallers()
      forgetNames()
      leave()
    }
  }

  /** Ends what `enter` began. Does nothing when this network was not entered. */
  leave(): void {
    this.#leave?.()
    this.#leave = undefined
  }

  /** Hosts and programs that are made from now on belong to this scope; scopes nest. */
  beginScope(name = 'a test'): NetworkScope {
    return this.core.beginScope(name)
  }

  /** Ends a scope (the innermost one when none is given) with all that was made in it. */
  endScope(scope?: NetworkScope): Promise<CloseReport> {
    return this.core.endScope(scope as Scope | undefined)
  }

  /**
   * Leaves the network, ends everything that runs on it, also what went into the background, and removes it.
   *
   * @throws SocketwrapError CLOSE_INCOMPLETE
   */
  close(): Promise<CloseReport> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<CloseReport> {
    this.leave()
    try {
      return await this.core.close()
    } finally {
      this.onClosed()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}

function isHostOrText(value: unknown): boolean {
  return typeof value === 'string' || (typeof value === 'object' && value !== null && 'name' in value)
}

/** Anything that is no host is given as it is, to be checked. */
function addressOf(server: unknown): unknown {
  const isHost = typeof server === 'object' && server !== null && 'ip' in server && 'ip6' in server
  return isHost ? server.ip || server.ip6 : server
}
