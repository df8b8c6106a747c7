import { parseAddress } from '../../address/ip-address.js'
import { badRecord } from './bad-record.js'
import { parseDnsName } from './dns-name.js'
import { encodeData } from './encode-data.js'
import { type TypeName, typeNumbers, type WireRecord } from './name-records.js'

/** Gives the codec's shape of one record, or throws. */
type Shape = (where: string, value: unknown) => unknown

const largestType = 65535
const largestData = 65535
const longestPart = 255
/** Flags, and a tag with its length, stand before the value of CAA. */
const longestValue = largestData - 2 - 'issuewild'.length

const shapes: Record<TypeName, Shape> = {
  A: (where, value) => address(where, value, 4),
  AAAA: (where, value) => address(where, value, 6),
  CNAME: (where, value) => parseDnsName(value, where),
  NS: (where, value) => parseDnsName(value, where),
  PTR: (where, value) => parseDnsName(value, where),
  TXT: text,
  MX: (where, value) => {
    const mx = fields(where, value, ['priority', 'exchange'])
    return {
      preference: number(where, 'priority', mx.priority, 10),
      exchange: target(`${where}, exchange`, mx.exchange),
    }
  },
  SRV: (where, value) => {
    const srv = fields(where, value, ['priority', 'weight', 'port', 'name'])
    return {
      priority: number(where, 'priority', srv.priority, 0),
      weight: number(where, 'weight', srv.weight, 0),
      port: number(where, 'port', srv.port),
      target: target(`${where}, name`, srv.name),
    }
  },
  SOA: (where, value) => {
    const soa = fields(where, value, ['nsname', 'hostmaster', 'serial', 'refresh', 'retry', 'expire', 'minttl'])
    return {
      mname: parseDnsName(soa.nsname, `${where}, nsname`),
      rname: parseDnsName(soa.hostmaster, `${where}, hostmaster`),
      serial: number(where, 'serial', soa.serial, 1, 2 ** 32 - 1),
      refresh: number(where, 'refresh', soa.refresh, 3600, 2 ** 31 - 1),
      retry: number(where, 'retry', soa.retry, 600, 2 ** 31 - 1),
      expire: number(where, 'expire', soa.expire, 604800, 2 ** 31 - 1),
      minimum: number(where, 'minttl', soa.minttl, 60, 2 ** 31 - 1),
    }
  },
  CAA: (where, value) => {
    const caa = fields(where, value, ['critical', 'issue', 'issuewild', 'iodef'])
    const tags = (['issue', 'issuewild', 'iodef'] as const).filter((tag) => caa[tag] !== undefined)
    const [tag] = tags
    if (tags.length !== 1 || !tag || typeof caa[tag] !== 'string')
      throw badRecord(where, value, 'an object with one of issue, issuewild and iodef')
    if (Buffer.byteLength(caa[tag]) > longestValue)
      throw badRecord(`${where}, ${tag}`, undefined, `a text of at most ${longestValue} bytes`)
    return { flags: number(where, 'critical', caa.critical, 0, 255), tag, value: caa[tag] }
  },
  NAPTR: (where, value) => {
    const naptr = fields(where, value, ['flags', 'service', 'regexp', 'replacement', 'order', 'preference'])
    return {
      order: number(where, 'order', naptr.order, 0),
      preference: number(where, 'preference', naptr.preference, 0),
      flags: string(where, 'flags', naptr.flags),
      services: string(where, 'service', naptr.service),
      regexp: string(where, 'regexp', naptr.regexp),
      replacement: naptr.replacement === undefined ? '.' : parseDnsName(naptr.replacement, `${where}, replacement`),
    }
  },
}

/** The root says that there is none: RFC 7505 for mail, RFC 2782 for services. Node gives it as an empty text. */
function target(where: string, value: unknown): string {
  return value === '' || value === '.' ? '.' : parseDnsName(value, where)
}

/**
 * The records of one type.
 *
 * @throws SocketwrapError BAD_DNS_RECORD, BAD_DNS_NAME
 */
export function encodeRecords(name: string, type: string, values: unknown, ttlSeconds: number): WireRecord[] {
  const where = `${name}, ${type}`
  const list = Array.isArray(values) ? values : [values]
  const number = /^TYPE([1-9]\d{0,4})$/.exec(type)?.[1]
  if (number !== undefined && Number(number) <= largestType)
    return list.map((value) => ({ type: Number(number), ttlSeconds, data: raw(where, value) }))
  if (!Object.hasOwn(shapes, type))
    throw badRecord(where, undefined, `one of ${Object.keys(shapes).join(', ')}, or TYPE and a number`)
  const known = type as TypeName
  return list.map((value) => ({
    type: typeNumbers[known],
    ttlSeconds,
    data: encodeData(known, shapes[known](where, value)),
  }))
}

/** Addresses of both families, told apart by how they look. */
export function addressRecords(name: string, values: unknown, ttlSeconds: number): WireRecord[] {
  return [values].flat().flatMap((value) => {
    const family = typeof value === 'string' ? parseAddress(value)?.family : undefined
    if (!family) throw badRecord(name, value, 'an IPv4 or IPv6 address, or a fault such as NXDOMAIN')
    return encodeRecords(name, family === 4 ? 'A' : 'AAAA', value, ttlSeconds)
  })
}

function address(where: string, value: unknown, family: 4 | 6): string {
  const parsed = typeof value === 'string' ? parseAddress(value) : undefined
  if (parsed?.family !== family) throw badRecord(where, value, `an IPv${family} address`)
  return parsed.address
}

/** A text is cut into parts of 255 bytes, as name servers do it. */
function text(where: string, value: unknown): Buffer[] {
  const parts = Array.isArray(value) ? value : [value]
  if (!parts.every((part) => typeof part === 'string')) throw badRecord(where, value, 'a text, or texts')
  const bytes = parts.map((part) => Buffer.from(part))
  if (Array.isArray(value) && bytes.some(({ length }) => length > longestPart))
    throw badRecord(where, value, `in parts of at most ${longestPart} bytes`)
  const cutBytes = bytes.flatMap(cut)
  if (cutBytes.reduce((size, { length }) => size + 1 + length, 0) > largestData)
    throw badRecord(where, undefined, `at most ${largestData} bytes, with one more for each part`)
  return cutBytes
}

function cut(bytes: Buffer): Buffer[] {
  const parts = [bytes.subarray(0, longestPart)]
  for (let at = longestPart; at < bytes.length; at += longestPart) parts.push(bytes.subarray(at, at + longestPart))
  return parts
}

function raw(where: string, value: unknown): Buffer {
  if (Buffer.isBuffer(value) && value.length <= largestData) return value
  throw badRecord(where, value, `a Buffer of at most ${largestData} bytes`)
}

function fields<K extends string>(where: string, value: unknown, names: K[]): Partial<Record<K, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badRecord(where, value, `an object with ${names.join(', ')}`)
  const unknown = Object.keys(value).find((key) => !(names as string[]).includes(key))
  if (unknown !== undefined) throw badRecord(`${where}, ${unknown}`, undefined, `one of ${names.join(', ')}`)
  return value
}

function number(where: string, field: string, value: unknown, fallback?: number, largest = 65535): number {
  const given = value ?? fallback
  if (Number.isInteger(given) && (given as number) >= 0 && (given as number) <= largest) return given as number
  throw badRecord(`${where}, ${field}`, value, `a whole number from 0 to ${largest}`)
}

function string(where: string, field: string, value: unknown = ''): string {
  if (typeof value === 'string' && Buffer.byteLength(value) <= longestPart) return value
  throw badRecord(`${where}, ${field}`, value, `a text of at most ${longestPart} bytes`)
}
