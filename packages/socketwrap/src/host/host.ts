import type { HostRecord } from '@socketwrap/native'
import { HostAccounts } from '../accounts/host-accounts.js'
import { checkPamRule, checkService } from '../accounts/pam/check-pam.js'
import type { PamRule } from '../accounts/pam/pam-rule.js'
import { SocketwrapError } from '../errors/socketwrap-error.js'
import { type PrivilegeUse, readPrivileges } from '../identity/privileges.js'
import type { NetworkCore } from '../network/network-core.js'
import type { Program } from '../program/program.js'
import { finishProgram, type RunResult } from '../program/run-program.js'
import { checkRun, checkSpawn, type RunOptions, type SpawnOptions } from '../program/spawn-options.js'
import { spawnProgram } from '../program/spawn-program.js'
import type { CloseReport } from '../network/close-report.js'
import type { NamedSocket } from '../sockets/socket-entry.js'

const spawnOutputBytes = 2 ** 20
const runOutputBytes = 2 ** 26

/** A machine on a network: a name, addresses, its own loopback and its own ports. */
export class Host {
  readonly name: string
  /** IPv4 first. */
  readonly addresses: readonly string[]
  /** @internal */
  readonly accounts: HostAccounts
  #closing: Promise<CloseReport> | undefined

  /** @internal */
  constructor(
    private readonly core: NetworkCore,
    private readonly record: HostRecord,
  ) {
    this.name = record.name
    this.accounts = new HostAccounts(core.directory, record.name)
    this.addresses = Object.freeze([...record.addresses])
  }

  /** The first IPv4 address; an empty string when the host has IPv6 addresses only. */
  get ip(): string {
    return this.addresses.find((address) => !address.includes(':')) ?? ''
  }

  /** The first IPv6 address; an empty string when the host has IPv4 addresses only. */
  get ip6(): string {
    return this.addresses.find((address) => address.includes(':')) ?? ''
  }

  /** @internal */
  get index(): number {
    return this.record.index
  }

  /**
   * Starts a program on this host and goes on. `await program.listening(port)` waits until it serves.
   *
   * @throws SocketwrapError PROGRAM_NOT_FOUND, PROGRAM_NOT_EXECUTABLE, UNSUPPORTED_PROGRAM, UNKNOWN_USER,
   *   USER_UNSUPPORTED, SPAWN_FAILED, BAD_OPTION
   */
  async spawn(command: string, args: string[] = [], options: SpawnOptions = {}): Promise<Program> {
    checkSpawn(command, args, options)
    return this.#start(command, args, options, options.maxOutputBytes ?? spawnOutputBytes)
  }

  /**
   * Runs a program on this host to its end.
   *
   * @throws SocketwrapError as `spawn`, and RUN_FAILED with its output when it does not end with 0, RUN_TIMEOUT,
   *   RUN_ABORTED
   */
  async run(command: string, args: string[] = [], options: RunOptions = {}): Promise<RunResult> {
    checkRun(command, args, options)
    return finishProgram(await this.#start(command, args, options, options.maxOutputBytes ?? runOutputBytes), options)
  }

  /**
   * Gives a service its rules of PAM, `host.pam('sshd')` for example: from now on the host's programs that ask libpam for
   * the service get these. What a service has no rules for, and every other service, checks the host's users.
   *
   * @throws SocketwrapError BAD_PAM_RULE, NETWORK_CLOSED
   */
  pam(service: string, rules: PamRule | PamRule[] = []): void {
    checkService(service)
    const list = [rules].flat()
    for (const [index, rule] of list.entries()) checkPamRule(rule, `rules[${index}]`)
    this.core.native()
    this.accounts.ensure()
    this.accounts.writeService(service, list)
  }

  async #start(command: string, args: string[], options: SpawnOptions, maxOutputBytes: number): Promise<Program> {
    const native = this.core.native()
    if (this.#closing)
      throw new SocketwrapError(
        'HOST_CLOSED',
        `Host ${this.name} is closed. Make a new one with network.host('${this.name}').`,
      )
    const scope = this.core.scope
    const program = await spawnProgram(this, native, this.core.environment(), command, args, options, maxOutputBytes)
    // The scope, the host or the network may have ended while the program was starting.
    if (!scope.isOpen || this.#closing) {
      await program.stop({ graceMs: 0 })
      throw new SocketwrapError(
        'NETWORK_CLOSED',
        `${program.command} was started while what it belongs to (${scope.name}) ended. Await spawn and run before the test ends.`,
      )
    }
    scope.programs.add(program)
    return program
  }

  /** What programs with a user have done with their privileges, in order: `chroot`, `setgroups` and so on. */
  privileges(): PrivilegeUse[] {
    return readPrivileges(this.core.directory, this.name)
  }

  /** @internal The sockets that have a port on this host. */
  namedSockets(): NamedSocket[] {
    return this.core.namedSockets().filter(({ host }) => host === this.name)
  }

  /** @internal Whether a process lives on this host that is no program which was started here. */
  hasUnknownProcess(): boolean {
    const known = new Set(this.core.programs().map(({ pid }) => pid))
    return this.core.processes().some(({ pid, host }) => host === this.name && !known.has(pid))
  }

  /** Ends everything that runs on this host, and frees its name and addresses. The test host keeps those. */
  close(): Promise<CloseReport> {
    this.#closing ??= this.core.closeHost(this)
    return this.#closing
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}
