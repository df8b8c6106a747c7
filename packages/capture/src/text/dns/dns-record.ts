import { showOnOneLine } from '../plain-text.js'
import { readName } from './dns-name.js'

/** What a record says, as in a zone file; that of a type without a form here in hexadecimal. */
export function formatRecordData(type: string, bytes: Buffer, begin: number, length: number): string {
  const data = bytes.subarray(begin, begin + length)
  if (data.length < length) throw new RangeError('A record is cut.')
  switch (type) {
    case 'A':
      return data.join('.')
    case 'AAAA':
      return new URL(`http://[${data.toString('hex').replaceAll(/....(?=.)/g, '$&:')}]`).hostname.slice(1, -1)
    case 'NS':
    case 'CNAME':
    case 'PTR':
      return readName(bytes, begin).name
    case 'MX':
      return `${data.readUInt16BE(0)} ${readName(bytes, begin + 2).name}`
    case 'SRV':
      return `${[0, 2, 4].map((at) => data.readUInt16BE(at)).join(' ')} ${readName(bytes, begin + 6).name}`
    case 'TXT':
      return readStrings(data)
        .map((text) => `"${showOnOneLine(text)}"`)
        .join(' ')
    default:
      return data.toString('hex')
  }
}

function readStrings(data: Buffer): string[] {
  const strings: string[] = []
  for (let offset = 0; offset < data.length; offset += 1 + data.readUInt8(offset))
    strings.push(data.toString('utf8', offset + 1, offset + 1 + data.readUInt8(offset)))
  return strings
}
