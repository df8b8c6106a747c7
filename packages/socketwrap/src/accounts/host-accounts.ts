import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { makeDirectory } from '../files/make-directory.js'
import type { AccountOptions } from './account-options.js'
import { formatGroup, formatPasswd, formatShadow, parseAccounts } from './account-files.js'
import type { Accounts } from './account.js'
import { makeAccounts } from './make-accounts.js'
import { formatPam } from './pam/format-pam.js'
import type { PamRule } from './pam/pam-rule.js'

/** By them root becomes somebody else, and is not asked who it is. */
const servicesOfRoot = ['su', 'su-l', 'runuser', 'runuser-l', 'useradd', 'usermod', 'chpasswd', 'chfn', 'chsh']
const rootIsKnown: PamRule = { type: 'auth', control: 'sufficient', module: 'pam_rootok.so' }

/**
 * The users and groups of one host. They live in files in the formats of Linux, which the host's programs read, so that
 * another process that has the network open knows them too.
 */
export class HostAccounts {
  readonly directory: string

  constructor(networkDirectory: string, hostName: string) {
    this.directory = path.join(networkDirectory, 'accounts', hostName)
  }

  /** Whether the host has any: a host whose test does not speak of users has none, and its programs see the machine's. */
  get areMade(): boolean {
    return existsSync(this.#file('passwd'))
  }

  /**
   * What the host would have; nothing is written yet.
   *
   * @throws SocketwrapError BAD_ACCOUNT
   */
  plan(options: AccountOptions): Accounts {
    return makeAccounts(this.directory, options)
  }

  /** What the host has: the system's accounts alone, which are made, when it had none. */
  ensure(): Accounts {
    if (!this.areMade) this.write(this.plan({}), new Map())
    return parseAccounts(readFileSync(this.#file('passwd'), 'utf8'), readFileSync(this.#file('group'), 'utf8'))
  }

  /**
   * The file of users comes last: it says that the accounts are there.
   *
   * @param hashes of the users who have a password
   */
  write(accounts: Accounts, hashes: ReadonlyMap<string, string>): void {
    makeDirectory(this.directory)
    for (const { home } of accounts.users) if (home.startsWith(`${this.directory}/`)) makeDirectory(home)
    makeDirectory(this.#file('pam.d'))
    this.writeService('other', [{}])
    for (const service of servicesOfRoot) this.writeService(service, [rootIsKnown, {}])
    this.#replace('shadow', formatShadow(accounts, hashes), 0o600)
    this.#replace('group', formatGroup(accounts), 0o644)
    this.#replace('passwd', formatPasswd(accounts), 0o644)
  }

  /** What PAM asks for a service; `other` is for all that have no rules of a type. */
  writeService(service: string, rules: readonly PamRule[]): void {
    this.#replace(path.join('pam.d', service), formatPam(rules, this.directory), 0o644)
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true })
  }

  /** A program reads the old file or the new one, never a part of one. */
  #replace(name: string, text: string, mode: number): void {
    const unfinished = this.#file(`.${name.replace('/', '-')}-${process.pid}`)
    writeFileSync(unfinished, text, { mode })
    renameSync(unfinished, this.#file(name))
  }

  #file(name: string): string {
    return path.join(this.directory, name)
  }
}
