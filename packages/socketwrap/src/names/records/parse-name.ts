import { badRecord } from './bad-record.js'
import type { DnsFault, DnsName, DnsRecordSet } from './dns-records.js'
import { addressRecords, encodeRecords } from './encode-records.js'
import { type NameRecords, noRecords, responseCodes, typeNumbers, type WireRecord } from './name-records.js'

const defaultTtlSeconds = 60
const longestTtlSeconds = 2 ** 31 - 1
/** An answer counts its records in 16 bits. */
const mostRecords = 65535
const longestDelayMs = 2 ** 31 - 1
const faults: readonly unknown[] = ['NXDOMAIN', 'SERVFAIL', 'REFUSED', 'silent'] satisfies DnsFault[]

/**
 * Checks what a test says of a name.
 *
 * @throws SocketwrapError BAD_DNS_RECORD, BAD_DNS_NAME
 */
export function parseName(name: string, value: Exclude<DnsName, null>): NameRecords {
  if (isFault(value)) return withFault(noRecords(), value)
  if (typeof value === 'string' || Array.isArray(value))
    return fromRecords(name, addressRecords(name, value, defaultTtlSeconds))
  if (Object.prototype.toString.call(value) !== '[object Object]')
    throw badRecord(name, value, 'addresses, a fault such as NXDOMAIN, or an object of records')
  return fromSet(name, value)
}

function fromSet(name: string, set: DnsRecordSet): NameRecords {
  const { ttl = defaultTtlSeconds, delayMs = 0, fault, ...byType } = set
  checkNumber(name, 'ttl', ttl, longestTtlSeconds)
  checkNumber(name, 'delayMs', delayMs, longestDelayMs)
  if (fault !== undefined && !isFault(fault)) throw badRecord(`${name}, fault`, fault, `one of ${faults.join(', ')}`)
  const records = Object.entries(byType).flatMap(([type, values]) =>
    values === undefined ? [] : encodeRecords(name, type, values, ttl),
  )
  checkAlias(name, records)
  const parsed = { ...fromRecords(name, records), delayMs }
  return fault === undefined ? parsed : withFault(parsed, fault)
}

function fromRecords(name: string, records: WireRecord[]): NameRecords {
  if (records.length > mostRecords) throw badRecord(name, undefined, `at most ${mostRecords} records`)
  return { ...noRecords(), records, addresses: records.flatMap(addressOf) }
}

/** The text of an address record. */
function addressOf({ type, data }: WireRecord): string[] {
  if (type === typeNumbers.A) return [data.join('.')]
  if (type !== typeNumbers.AAAA) return []
  const groups = Array.from({ length: 8 }, (_, index) => data.readUInt16BE(index * 2).toString(16))
  return [groups.join(':')]
}

function withFault(records: NameRecords, fault: DnsFault): NameRecords {
  return fault === 'silent' ? { ...records, isSilent: true } : { ...records, responseCode: responseCodes[fault] }
}

function isFault(value: unknown): value is DnsFault {
  return faults.includes(value)
}

/** RFC 1034, section 3.6.2: what has another name has nothing else. */
function checkAlias(name: string, records: WireRecord[]): void {
  if (records.length > 1 && records.some(({ type }) => type === typeNumbers.CNAME))
    throw badRecord(`${name}, CNAME`, undefined, 'the only record of its name')
}

function checkNumber(name: string, option: string, value: unknown, largest: number): void {
  if (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= largest) return
  throw badRecord(`${name}, ${option}`, value, `a whole number from 0 to ${largest}`)
}
