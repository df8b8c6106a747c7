import { mapAddress } from '../../address/mapped-address.js'
import { type NameRecords, noRecords, typeNumbers, type WireRecord } from '../records/name-records.js'
import { encodeData } from '../records/encode-data.js'
import { reverseName } from './reverse-name.js'

/** The layout that core/names_table.c of @socketwrap/native reads. */
const magic = 0x314e5753
const headerSize = 32
const entrySize = 32
const isSilentFlag = 1
const isParentFlag = 2
/** The type of the entry that is about the name itself. */
const ownType = 0

export interface NameServer {
  /** Canonical text. */
  address: string
  port: number
}

interface Entry {
  name: Buffer
  type: number
  records: WireRecord[]
  responseCode: number
  flags: number
  delayMs: number
}

/**
 * Compiles names into the table that every process of a network reads.
 *
 * @param hostAddresses those have the names of their hosts, which are not in the table
 * @param nameServer where programs ask instead of the network itself
 */
export function compileTable(
  names: ReadonlyMap<string, NameRecords>,
  hostAddresses: readonly string[] = [],
  nameServer?: NameServer,
): Buffer {
  const complete = withReverseNames(names, new Set(hostAddresses.map(reverseName)))
  const named = [...complete].flatMap(([name, records]) => entriesOf(name, records))
  const entries = [...named, ...[...emptyParents(complete)].map(parentEntry)].sort(compareEntries)
  return layOut(entries, nameServer)
}

/** The name of an address is the first that was given it, unless the test says another. */
function withReverseNames(
  names: ReadonlyMap<string, NameRecords>,
  ofHosts: ReadonlySet<string>,
): Map<string, NameRecords> {
  const complete = new Map(names)
  for (const [name, { addresses }] of names) {
    if (name.startsWith('*.')) continue
    for (const address of addresses) {
      const reverse = reverseName(address)
      if (!complete.has(reverse) && !ofHosts.has(reverse)) complete.set(reverse, pointer(name))
    }
  }
  return complete
}

function pointer(name: string): NameRecords {
  return { ...noRecords(), records: [{ type: typeNumbers.PTR, ttlSeconds: 60, data: encodeData('PTR', name) }] }
}

/** RFC 4592, section 2.2.2: a name below which there are others exists. */
function emptyParents(names: ReadonlyMap<string, NameRecords>): Set<string> {
  const parents = new Set<string>()
  for (const name of names.keys())
    for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      const parent = name.slice(dot + 1)
      if (!names.has(parent)) parents.add(parent)
    }
  return parents
}

function entriesOf(name: string, { records, responseCode, isSilent, delayMs }: NameRecords): Entry[] {
  const bytes = Buffer.from(name)
  const plain = { name: bytes, records: [], responseCode: 0, flags: 0, delayMs: 0 }
  const own = { ...plain, type: ownType, responseCode, flags: isSilent ? isSilentFlag : 0, delayMs }
  const types = [...new Set(records.map(({ type }) => type))]
  const typed = types.map((type) => ({ ...plain, type, records: records.filter((record) => record.type === type) }))
  return [own, ...typed]
}

/** Nothing is said of the name itself: it may be known elsewhere. */
function parentEntry(name: string): Entry {
  const [own] = entriesOf(name, noRecords())
  return { ...(own as Entry), flags: isParentFlag }
}

function compareEntries(a: Entry, b: Entry): number {
  return Buffer.compare(a.name, b.name) || a.type - b.type
}

function layOut(entries: Entry[], nameServer: NameServer | undefined): Buffer {
  const header = Buffer.alloc(headerSize)
  header.writeUInt32LE(magic, 0)
  header.writeUInt32LE(entries.length, 4)
  header.writeUInt32LE(nameServer?.port ?? 0, 8)
  if (nameServer) mapAddress(nameServer.address).copy(header, 16)
  const heads = Buffer.alloc(entries.length * entrySize)
  const rest: Buffer[] = []
  let end = headerSize + heads.length
  entries.forEach((entry, index) => {
    const data = Buffer.concat(entry.records.map(layOutRecord))
    const at = index * entrySize
    heads.writeUInt32LE(end, at)
    heads.writeUInt16LE(entry.name.length, at + 4)
    heads.writeUInt16LE(entry.type, at + 6)
    heads.writeUInt32LE(end + entry.name.length, at + 8)
    heads.writeUInt32LE(data.length, at + 12)
    heads.writeUInt16LE(entry.records.length, at + 16)
    heads.writeUInt8(entry.responseCode, at + 18)
    heads.writeUInt8(entry.flags, at + 19)
    heads.writeUInt32LE(entry.delayMs, at + 20)
    rest.push(entry.name, data)
    end += entry.name.length + data.length
  })
  return Buffer.concat([header, heads, ...rest])
}

function layOutRecord({ ttlSeconds, data }: WireRecord): Buffer {
  const head = Buffer.alloc(6)
  head.writeUInt32LE(ttlSeconds, 0)
  head.writeUInt16LE(data.length, 4)
  return Buffer.concat([head, data])
}
