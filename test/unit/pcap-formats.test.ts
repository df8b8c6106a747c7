import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { CaptureError } from '../../packages/capture/src/capture-error.js'
import type { CaptureItem } from '../../packages/capture/src/pcap/format/capture-item.js'
import { readCapture } from '../../packages/capture/src/pcap/read-capture.js'
import { readFlows } from '../../packages/capture/src/pcap/read-flows.js'
import { renderPcap, renderPcapng, writePcap, writePcapng } from '../../packages/capture/src/pcap/write-capture.js'
import { collect, collectUntilError, inPieces } from './pcap-collect.js'
import { at, MadeEvents } from './pcap-events.js'

const web = at('10.0.0.2', 40_000, 'web')
const db = at('10.0.0.3', 6379, 'db')
const made = new MadeEvents()
made.connect(web, db, ['curl', 'redis']).open().send('client', 'ping').send('server', 'pong').closeBoth()

const pcapng = Buffer.concat(
  await collect(
    renderPcapng(made.events, {
      comment: 'test of the cart',
      application: 'socketwrap 1',
      hosts: [{ name: 'web', addresses: ['10.0.0.2', 'fd00::2'] }],
      tlsKeys: 'CLIENT_RANDOM 01 02\n',
    }),
  ),
)
const pcap = Buffer.concat(await collect(renderPcap(made.events)))

test('pcapng has the names of the network, the keys, the comments and an interface for each host', async () => {
  const items = await collect(readCapture(inPieces(pcapng)))
  expect(items.slice(0, 5)).toEqual([
    { kind: 'section', comment: 'test of the cart', application: 'socketwrap 1' },
    { kind: 'name', address: '10.0.0.2', name: 'web' },
    { kind: 'name', address: 'fd00::2', name: 'web' },
    { kind: 'secrets', keyLog: Buffer.from('CLIENT_RANDOM 01 02\n') },
    { kind: 'name', address: '10.0.0.3', name: 'db' },
  ])
  const packets = items.filter((item) => item.kind === 'packet')
  expect(packets.slice(0, 3).map(({ interfaceName }) => interfaceName)).toEqual(['web', 'db', 'web'])
  expect(packets[0]).toMatchObject({ comment: 'curl[10] on web → db', timeNs: made.events[0]?.timeNs, linkType: 101 })
  expect(packets[3]?.comment).toBe('curl[10] on web → redis[20] on db')
})

test('classic pcap has the same packets at the same nanoseconds', async () => {
  const pick = (items: CaptureItem[]) =>
    items.flatMap((item) => (item.kind === 'packet' ? [[item.timeNs, item.data.toString('hex')]] : []))
  expect(pick(await collect(readCapture(inPieces(pcap))))).toEqual(pick(await collect(readCapture(inPieces(pcapng)))))
})

test('files are written and read by path', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'pcap-'))
  try {
    await writePcapng(made.events, path.join(folder, 'a.pcapng'))
    await writePcap(made.events, path.join(folder, 'a.pcap'))
    expect(readFileSync(path.join(folder, 'a.pcap'))).toEqual(pcap)
    const [flow] = await collect(readFlows(path.join(folder, 'a.pcapng')))
    expect(flow?.sent.toString()).toBe('ping')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a file that ends early keeps what is in it, and is not there when nothing is', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'pcap-'))
  const file = path.join(folder, 'a.pcapng')
  async function* breakingOff(times: number) {
    for (let time = 0; time < times; time += 1) yield* made.events
    throw new Error('no space left')
  }
  try {
    await expect(writePcapng(breakingOff(0), file)).rejects.toThrow('no space left')
    expect(existsSync(file)).toBe(false)
    await expect(writePcapng(breakingOff(2000), file)).rejects.toThrow('no space left')
    expect(statSync(file).size).toBeGreaterThan(0)
    await expect(writePcapng(made.events, '/dev/full')).rejects.toThrow('ENOSPC')
    expect(existsSync('/dev/full')).toBe(true)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('live, every event goes out at once, and the bytes are the same', async () => {
  const pieces = await collect(renderPcapng(made.events, { isLive: true }))
  expect(pieces.length).toBeGreaterThan(made.events.length / 2)
  expect(Buffer.concat(pieces)).toEqual(Buffer.concat(await collect(renderPcapng(made.events))))
})

test('a file may come in single bytes', async () => {
  const whole = await collect(readCapture(inPieces(pcapng)))
  expect(await collect(readCapture(inPieces(pcapng, 1)))).toEqual(whole)
})

test('packets stay what they are while more of a long file is read', async () => {
  const long = new MadeEvents()
  const talk = long.connect(web, db).open()
  for (let index = 0; index < 40; index += 1) talk.send('client', Buffer.alloc(100_000, `${index} `))
  const folder = mkdtempSync(path.join(tmpdir(), 'pcap-'))
  try {
    const file = path.join(folder, 'long.pcapng')
    await writePcapng(long.events, file)
    const dataOf = (items: CaptureItem[]) => items.map((item) => (item.kind === 'packet' ? item.data : Buffer.alloc(0)))
    const [byPath, inMemory] = [
      await collect(readCapture(file)),
      await collect(readCapture(inPieces(readFileSync(file)))),
    ]
    expect(dataOf(byPath).length).toBeGreaterThan(2000)
    expect(Buffer.concat(dataOf(byPath)).equals(Buffer.concat(dataOf(inMemory)))).toBe(true)
    const [flow] = await collect(readFlows(file))
    expect(flow?.sent.subarray(-100_000).equals(Buffer.alloc(100_000, '39 '))).toBe(true)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('unknown blocks are skipped, however long, and one that breaks off is said', async () => {
  const unknown = block('LE', 0x40000bad, Buffer.alloc(100_000, 7))
  const file = Buffer.concat([pcapng, unknown, unknown, pcapng])
  const whole = await collect(readCapture(inPieces(pcapng)))
  expect(await collect(readCapture(inPieces(file, 1000)))).toEqual([...whole, ...whole])
  for (const missing of [1, 4, 5, 100_000]) {
    const { items, error } = await collectUntilError(
      readCapture(inPieces(Buffer.concat([pcapng, unknown.subarray(0, -missing)]), 1000)),
    )
    expect(items).toHaveLength(whole.length)
    expect(error).toMatchObject({ code: 'TRUNCATED_CAPTURE', message: expect.stringContaining(`${pcapng.length}`) })
  }
})

test('classic pcap is read in both orders of bytes, with micro- and nanoseconds', async () => {
  const orders = [
    { magic: 'd4c3b2a1', order: 'LE', timeNs: 7_000_000_123_000n },
    { magic: '4d3cb2a1', order: 'LE', timeNs: 7_000_000_000_123n },
    { magic: 'a1b2c3d4', order: 'BE', timeNs: 7_000_000_123_000n },
    { magic: 'a1b23c4d', order: 'BE', timeNs: 7_000_000_000_123n },
  ] as const
  for (const { magic, order, timeNs } of orders) {
    const file = Buffer.concat([
      Buffer.from(magic, 'hex'),
      order === 'LE' ? Buffer.from('02000400', 'hex') : Buffer.from('00020004', 'hex'),
      words(order, 0, 0, 65_535, 1),
      words(order, 7000, 123, 3, 60),
      Buffer.from('abc'),
    ])
    expect(await collect(readCapture(inPieces(file)))).toEqual([
      { kind: 'packet', timeNs, linkType: 1, data: Buffer.from('abc'), originalLength: 60 },
    ])
  }
})

test('pcapng of other programs is read: both orders of bytes, simple and old packets, units of time, unknown blocks', async () => {
  for (const order of ['LE', 'BE'] as const) {
    const half = (...values: number[]) => halves(order, ...values)
    const seconds = Buffer.concat([half(9, 1), Buffer.of(0, 0, 0, 0), half(14, 8), wide(order, 100n), half(0, 0)])
    const file = Buffer.concat([
      block(order, 0x0a0d0d0a, words(order, 0x1a2b3c4d), half(1, 0), wide(order, -1n)),
      block(order, 0x0bad, Buffer.alloc(400_000)),
      block(order, 1, half(113, 0), words(order, 2), seconds),
      block(order, 1, half(101, 0), words(order, 0)),
      block(order, 3, words(order, 9), Buffer.from('ab..')),
      block(order, 2, half(1, 0xffff), words(order, 0, 5, 3, 3), Buffer.from('old.')),
      block(order, 6, words(order, 0, 0, 3, 2, 9), Buffer.from('ab..'), half(1, 2), Buffer.from('hi..')),
    ])
    expect(await collect(readCapture(inPieces(file, 1000)))).toEqual([
      { kind: 'section' },
      { kind: 'packet', timeNs: 0n, linkType: 113, data: Buffer.from('ab'), originalLength: 9 },
      { kind: 'packet', timeNs: 5000n, linkType: 101, data: Buffer.from('old'), originalLength: 3 },
      {
        kind: 'packet',
        timeNs: 103_000_000_000n,
        linkType: 113,
        data: Buffer.from('ab'),
        originalLength: 9,
        comment: 'hi',
      },
    ])
  }
})

test('of a file that breaks off, everything before is given, and where it breaks off is said', async () => {
  const whole = (await collect(readCapture(inPieces(pcapng)))).length
  const { items, error } = await collectUntilError(readCapture(inPieces(pcapng.subarray(0, -10))))
  expect(items).toHaveLength(whole - 1)
  expect(error).toBeInstanceOf(CaptureError)
  expect(error).toMatchObject({ code: 'TRUNCATED_CAPTURE', message: expect.stringContaining(`${pcapng.length - 10}`) })
  const classic = await collectUntilError(readCapture(inPieces(pcap.subarray(0, -1))))
  expect(classic).toMatchObject({ error: { code: 'TRUNCATED_CAPTURE' } })
  const flows = await collectUntilError(readFlows(inPieces(pcapng.subarray(0, -10))))
  expect(flows.items[0]?.received.toString()).toBe('pong')
  expect(flows.error).toMatchObject({ code: 'TRUNCATED_CAPTURE' })
})

test('what is no capture, or one of an unknown version or link, is named', async () => {
  const later = Buffer.from(pcap)
  later.writeUInt16LE(9, 4)
  const strange = Buffer.from(pcap)
  strange.writeUInt32LE(249, 20)
  const cases: [Buffer, string, string][] = [
    [Buffer.alloc(0), 'NOT_A_CAPTURE', 'it is empty'],
    [Buffer.from('hello world'), 'NOT_A_CAPTURE', 'it begins with 68656c6c'],
    [Buffer.from('1f8b0800', 'hex'), 'NOT_A_CAPTURE', 'gunzip'],
    [later, 'UNKNOWN_VERSION', 'version 9'],
    [strange, 'UNSUPPORTED_LINK_TYPE', 'link type 249'],
  ]
  for (const [file, code, message] of cases) {
    const { error } = await collectUntilError(readFlows(inPieces(file)))
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) })
  }
})

test('lengths that cannot be are damage, not memory', async () => {
  const huge = Buffer.from(pcap)
  huge.writeUInt32LE(0x7fffffff, 32)
  expect(await collectUntilError(readCapture(inPieces(huge)))).toMatchObject({ error: { code: 'DAMAGED_CAPTURE' } })
  for (const length of [8, 0x7ffffff0, 0xfffffffc, 33]) {
    const file = Buffer.concat([pcapng, words('LE', 6, length), Buffer.alloc(64)])
    const { items, error } = await collectUntilError(readCapture(inPieces(file)))
    expect(items.length).toBeGreaterThan(5)
    expect(error).toMatchObject({ code: 'DAMAGED_CAPTURE' })
  }
})

type Order = 'LE' | 'BE'

function words(order: Order, ...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  values.forEach((value, index) => bytes[`writeUInt32${order}`](value >>> 0, 4 * index))
  return bytes
}

function halves(order: Order, ...values: number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length)
  values.forEach((value, index) => bytes[`writeUInt16${order}`](value, 2 * index))
  return bytes
}

function wide(order: Order, value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes[`writeBigInt64${order}`](value)
  return bytes
}

function block(order: Order, type: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const length = words(order, body.length + 12)
  return Buffer.concat([words(order, type), length, body, length])
}
