import type { HostRecord, NativeNetwork } from '@socketwrap/native'
import { callNative } from '../errors/native-error.js'
import type { Scope } from '../network/scope.js'
import { parseRuleLists } from './rules/parse-rule-lists.js'
import type { ParsedRule, RuleLists } from './rules/rule.js'
import { compilePolicy, type NumberedRule } from './table/compile-policy.js'

/** A rule, and where it was given. */
export interface PlacedRule {
  id: number
  rule: ParsedRule
  place: string
}

interface Places {
  /** What holds for the whole network from its beginning. */
  base: readonly PlacedRule[]
  hosts: ReadonlyMap<number, readonly PlacedRule[]>
  scopes: ReadonlyMap<Scope, readonly PlacedRule[]>
}

/** What may leave a network: nothing, but for its rules. Each change is followed by every program at once. */
export class NetworkPolicy {
  #places: Places = { base: [], hosts: new Map(), scopes: new Map() }
  readonly #known = new Map<number, PlacedRule>()
  #lastId: number

  /**
   * @param scopes the open ones, the outermost first
   * @param firstId of its rules; notices have them too
   */
  constructor(
    private readonly native: () => NativeNetwork,
    private readonly scopes: () => readonly Scope[],
    firstId = 1,
  ) {
    this.#lastId = firstId - 1
  }

  /**
   * What was given with the network itself.
   *
   * @throws SocketwrapError TABLE_TOO_LARGE; then nothing has changed
   */
  setBase(rules: readonly ParsedRule[], place = 'the options of the network'): void {
    if (rules.length > 0) this.#publish({ base: this.#place(rules, place) })
  }

  /**
   * What is given later stands before what was given earlier in the same scope.
   *
   * @throws SocketwrapError BAD_RULE, BAD_HOST_NAME, TABLE_TOO_LARGE; then nothing has changed
   */
  add(scope: Scope, lists: RuleLists): void {
    const isFile = scope === this.scopes()[0]
    const rules = this.#place(parseRuleLists(lists), isFile ? 'the file' : `the test "${scope.name}"`)
    const { scopes } = this.#places
    this.#publish({ scopes: new Map([...scopes, [scope, [...rules, ...(scopes.get(scope) ?? [])]]]) })
  }

  /** Rules may be for a host that was not there yet. Throws as `setBase`. */
  addHost(host: HostRecord, rules: readonly ParsedRule[]): void {
    const placed = this.#place(rules, `the options of host ${host.name}`)
    if (placed.length > 0 || this.#isUsed())
      this.#publish({ hosts: new Map([...this.#places.hosts, [host.index, placed]]) })
  }

  removeHost(index: number): void {
    if (!this.#isUsed()) return
    const hosts = new Map(this.#places.hosts)
    hosts.delete(index)
    this.#publish({ hosts })
  }

  endScope(scope: Scope): void {
    if (!this.#places.scopes.has(scope)) return
    const scopes = new Map(this.#places.scopes)
    scopes.delete(scope)
    this.#publish({ scopes })
  }

  /** Also one that holds no more: a notice may be older. */
  findRule(id: number): PlacedRule | undefined {
    return this.#known.get(id)
  }

  #isUsed(): boolean {
    return this.#inOrder(this.#places).length > 0
  }

  #place(rules: readonly ParsedRule[], place: string): PlacedRule[] {
    const placed = rules.map((rule) => ({ id: ++this.#lastId, rule, place }))
    for (const one of placed) this.#known.set(one.id, one)
    return placed
  }

  /** From the innermost to the outermost. */
  #inOrder({ base, hosts, scopes }: Places): PlacedRule[] {
    const [file, ...inner] = this.scopes()
    // A scope that is ending is no open one any more, and its programs still follow its rules.
    const ending = [...scopes.keys()].filter((scope) => scope !== file && !inner.includes(scope))
    const ofScopes = (some: readonly (Scope | undefined)[]) =>
      some.flatMap((scope) => (scope && scopes.get(scope)) ?? [])
    return [
      ...ofScopes([...ending, ...inner.toReversed()]),
      ...[...hosts.values()].flat(),
      ...ofScopes([file]),
      ...base,
    ]
  }

  /** What could not be published has not happened. */
  #publish(change: Partial<Places>): void {
    const places = { ...this.#places, ...change }
    const native = this.native()
    const hosts = new Map(native.hosts().map(({ name, index }) => [name, index]))
    const rules = this.#inOrder(places).flatMap(({ id, rule }): NumberedRule[] => {
      if (rule.from === undefined) return [{ id, rule, host: undefined }]
      const host = hosts.get(rule.from)
      return host === undefined ? [] : [{ id, rule, host }]
    })
    callNative('publish the policy of the network', () => native.publishPolicy(compilePolicy(rules)))
    this.#places = places
  }
}
