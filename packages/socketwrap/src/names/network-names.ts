import type { HostRecord, NativeNetwork } from '@socketwrap/native'
import { describeValue } from '../errors/describe-value.js'
import { callNative } from '../errors/native-error.js'
import { SocketwrapError } from '../errors/socketwrap-error.js'
import type { Scope } from '../network/scope.js'
import { checkTableRoom } from '../network/table-room.js'
import { badDnsName, parseDnsName } from './records/dns-name.js'
import type { DnsRecords } from './records/dns-records.js'
import { addressRecords } from './records/encode-records.js'
import { type NameRecords, noRecords, typeNumbers } from './records/name-records.js'
import { parseName } from './records/parse-name.js'
import { compileTable, type NameServer } from './table/compile-table.js'

/** What a scope says of names; `null` hides what an outer one says. */
type Layer = ReadonlyMap<string, NameRecords | null>

const aliasTtlSeconds = 60

/** The names that a test gives its network, beside those of hosts. Each change is seen by every program at once. */
export class NetworkNames {
  #aliases: ReadonlyMap<number, readonly string[]> = new Map()
  #layers: ReadonlyMap<Scope, Layer> = new Map()
  #servers: ReadonlyMap<Scope, NameServer | undefined> = new Map()

  constructor(private readonly native: () => NativeNetwork) {}

  /** Where programs ask; undefined: the network itself. */
  get nameServer(): NameServer | undefined {
    return innermost(this.#servers)
  }

  /**
   * Further names of a host. Its own is known without a table.
   *
   * @throws SocketwrapError HOST_EXISTS, TABLE_TOO_LARGE
   */
  addHost(host: HostRecord, aliases: readonly string[]): void {
    const taken = new Set([...this.#aliases.values()].flat())
    for (const name of aliases)
      if (
        taken.has(name) ||
        this.native()
          .hosts()
          .some((other) => other.name === name)
      )
        throw new SocketwrapError(
          'HOST_EXISTS',
          `Another host of the network has the name ${name}. Choose another one.`,
          {
            details: { name },
          },
        )
    if (aliases.length > 0 || this.#isUsed())
      this.#publish({ aliases: new Map([...this.#aliases, [host.index, aliases]]) })
  }

  /** Its addresses have other names now, or none. */
  removeHost(index: number): void {
    if (!this.#isUsed()) return
    const aliases = new Map(this.#aliases)
    aliases.delete(index)
    this.#publish({ aliases })
  }

  /** @throws SocketwrapError BAD_DNS_NAME, BAD_DNS_RECORD, TABLE_TOO_LARGE; then nothing has changed */
  set(scope: Scope, records: DnsRecords): void {
    checkRecords(records)
    const layer = new Map([...(this.#layers.get(scope) ?? []), ...parseNames(records)])
    this.#publish({ layers: new Map([...this.#layers, [scope, layer]]) })
  }

  useServer(scope: Scope, nameServer: NameServer | undefined): void {
    this.#publish({ servers: new Map([...this.#servers, [scope, nameServer]]) })
  }

  endScope(scope: Scope): void {
    if (!this.#layers.has(scope) && !this.#servers.has(scope)) return
    const [layers, servers] = [new Map(this.#layers), new Map(this.#servers)]
    layers.delete(scope)
    servers.delete(scope)
    this.#publish({ layers, servers })
  }

  #isUsed(): boolean {
    return this.#aliases.size > 0 || this.#layers.size > 0 || this.#servers.size > 0
  }

  /** What could not be published has not happened. */
  #publish(change: {
    aliases?: ReadonlyMap<number, readonly string[]>
    layers?: ReadonlyMap<Scope, Layer>
    servers?: ReadonlyMap<Scope, NameServer | undefined>
  }): void {
    const { aliases = this.#aliases, layers = this.#layers, servers = this.#servers } = change
    const native = this.native()
    const hosts = native.hosts()
    const addresses = hosts.flatMap((host) => host.addresses)
    const table = compileTable(visibleNames(hosts, aliases, layers), addresses, innermost(servers))
    callNative('publish the names of the network', () => native.publishNames(table))
    this.#aliases = aliases
    this.#layers = layers
    this.#servers = servers
  }
}

/** Inner scopes come later. */
function innermost(servers: ReadonlyMap<Scope, NameServer | undefined>): NameServer | undefined {
  return [...servers.values()].at(-1)
}

/** A Map or a list would have no names, and nothing would be given. */
function checkRecords(records: unknown): void {
  if (typeof records === 'object' && records !== null && !Array.isArray(records) && !(records instanceof Map)) return
  const is = records instanceof Map ? 'a Map' : describeValue(records)
  throw new SocketwrapError(
    'BAD_DNS_RECORD',
    `dns: ${is} must be an object of names, such as { 'api.example.com': '203.0.113.9' }.`,
    { details: { value: records } },
  )
}

/** Names in two spellings are one name, of which only the last records would count. */
function parseNames(records: DnsRecords): Layer {
  checkTableRoom('names', Object.keys(records).length)
  const spellings = new Map<string, string>()
  const parsed = new Map<string, NameRecords | null>()
  for (const [key, value] of Object.entries(records)) {
    const name = parseDnsName(key, 'dns', true)
    const earlier = spellings.get(name)
    if (earlier !== undefined) throw badDnsName(key, 'dns', `it is the same name as "${earlier}", which is there too`)
    spellings.set(name, key)
    parsed.set(name, value === null ? null : parseName(name, value))
  }
  return parsed
}

/** Inner scopes come later and win. */
function visibleNames(
  hosts: readonly HostRecord[],
  aliases: ReadonlyMap<number, readonly string[]>,
  layers: ReadonlyMap<Scope, Layer>,
): Map<string, NameRecords> {
  const visible = new Map<string, NameRecords>()
  for (const host of hosts) for (const name of aliases.get(host.index) ?? []) visible.set(name, addressesOf(name, host))
  for (const layer of layers.values())
    for (const [name, records] of layer) {
      visible.delete(name)
      if (records) visible.set(name, records)
    }
  for (const host of hosts) {
    const own = visible.get(host.name)
    if (own && keepsAddresses(own)) visible.set(host.name, withAddresses(own, addressesOf(host.name, host)))
  }
  return visible
}

function addressesOf(name: string, host: HostRecord): NameRecords {
  return {
    ...noRecords(),
    records: addressRecords(name, [...host.addresses], aliasTtlSeconds),
    addresses: [...host.addresses],
  }
}

/** A host whose name is given a text, say, keeps its addresses; one that is given addresses or nothing has those. */
function keepsAddresses({ records }: NameRecords): boolean {
  const replacing: readonly number[] = [typeNumbers.A, typeNumbers.AAAA, typeNumbers.CNAME]
  return records.length > 0 && !records.some(({ type }) => replacing.includes(type))
}

function withAddresses(own: NameRecords, { records, addresses }: NameRecords): NameRecords {
  return { ...own, records: [...own.records, ...records], addresses }
}
