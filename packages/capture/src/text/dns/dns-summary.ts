import { readName } from './dns-name.js'
import { formatRecordData } from './dns-record.js'

const types: Record<number, string> = {
  1: 'A',
  2: 'NS',
  5: 'CNAME',
  6: 'SOA',
  12: 'PTR',
  15: 'MX',
  16: 'TXT',
  28: 'AAAA',
  33: 'SRV',
  64: 'SVCB',
  65: 'HTTPS',
  255: 'ANY',
}
const responseCodes = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED']

/**
 * A DNS message (RFC 1035) in words: what is asked for, or what is answered. Its id, which is random, and sections
 * that are not the answer are left out. Undefined when it is no such message.
 */
export function dnsSummary(bytes: Buffer): string | undefined {
  try {
    if (bytes.length < 12 || bytes.readUInt16BE(4) !== 1) return undefined
    const flags = bytes.readUInt16BE(2)
    const { name, end } = readName(bytes, 12)
    const question = `${typeName(bytes.readUInt16BE(end))} ${name}`
    if ((flags & 0x8000) === 0) return `query ${question}`
    const code = flags & 0xf
    const answers = readAnswers(bytes, end + 4, bytes.readUInt16BE(6))
    return [`answer ${question}: ${responseCodes[code] ?? `code ${code}`}`, ...answers].join('\n')
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function readAnswers(bytes: Buffer, begin: number, count: number): string[] {
  const answers: string[] = []
  for (let offset = begin, left = count; left > 0; left--) {
    const { name, end } = readName(bytes, offset)
    const type = typeName(bytes.readUInt16BE(end))
    const length = bytes.readUInt16BE(end + 8)
    answers.push(`${name} ${type} ${formatRecordData(type, bytes, end + 10, length)}`)
    offset = end + 10 + length
  }
  // Servers may give the records of a set in any order.
  return answers.sort()
}

function typeName(type: number): string {
  return types[type] ?? `TYPE${type}`
}
