import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TlsKeyLog } from '../../packages/capture/src/journal/tls-key-log.js'
import { readCapture } from '../../packages/capture/src/pcap/read-capture.js'
import { renderPcapng } from '../../packages/capture/src/pcap/write-capture.js'
import { collect, inPieces } from './pcap-collect.js'
import { at, MadeEvents } from './pcap-events.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'keys-'))
  mkdirSync(path.join(folder, 'journal'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const append = (text: string) => appendFileSync(path.join(folder, 'journal', 'tls-keys'), text)
const key = (number: number) => `CLIENT_RANDOM ${String(number).padStart(64, '0')} ${'ab'.repeat(48)}\n`

test('keys come once each, in their order, when their line is whole', () => {
  const log = new TlsKeyLog(folder)
  expect([...log.take()]).toEqual([])
  append(key(1) + key(2) + key(1) + key(3).slice(0, 50))
  expect([...log.take()]).toEqual([key(1) + key(2)])
  expect([...log.take()]).toEqual([])
  append(key(3).slice(50))
  expect([...log.take()]).toEqual([key(3)])
})
test('what is no key is left out', () => {
  append(`# made by OpenSSL\n\nCLIENT_RANDOM 0\u0000\n${key(1).slice(0, 90)}${key(2)}CLIENT_RANDOM\n${key(3)}`)
  expect([...new TlsKeyLog(path.join(folder, 'journal')).take()]).toEqual([key(3)])
})
test('many keys come in pieces that a block of pcapng can hold', () => {
  const keys = Array.from({ length: 20_000 }, (_, number) => key(number))
  append(keys.join(''))
  const pieces = [...new TlsKeyLog(folder).take()]
  expect(pieces.join('')).toBe(keys.join(''))
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(2 ** 20)
})
test('a directory without a journal is an error', () => {
  expect(() => new TlsKeyLog(path.join(folder, 'nowhere'))).toThrow(expect.objectContaining({ code: 'NOT_A_JOURNAL' }))
})

const made = new MadeEvents()
const connection = made.connect(at('10.0.0.2', 40_000, 'web'), at('10.0.0.3', 443, 'db')).open()
connection.send('client', 'hello').send('server', 'hello').closeBoth()

test('a file has the keys that were there with its first event, ahead of all packets', async () => {
  const log = new TlsKeyLog(folder)
  append(key(1))
  const events = (function* () {
    append(key(2))
    yield* made.events
    append(key(3))
  })()
  const file = Buffer.concat(await collect(renderPcapng(events, { tlsKeys: () => log.take() })))
  expect(await kindsIn(file)).toMatch(/^section secrets:12 (name )*packet( packet)+$/)
})
test('a live view has new keys ahead of the packets that come after them', async () => {
  const log = new TlsKeyLog(folder)
  const events = (function* () {
    for (const [index, event] of made.events.entries()) {
      if (index < 2) append(key(index + 1))
      yield event
    }
  })()
  const file = Buffer.concat(await collect(renderPcapng(events, { isLive: true, tlsKeys: () => log.take() })))
  expect(await kindsIn(file)).toMatch(/^section secrets:1 (name )*(packet )*secrets:2 packet( packet)+$/)
})

async function kindsIn(file: Buffer): Promise<string> {
  const items = await collect(readCapture(inPieces(file)))
  return items
    .map((item) => (item.kind === 'secrets' ? `secrets:${numbersIn(item.keyLog.toString())}` : item.kind))
    .join(' ')
}

function numbersIn(keyLog: string): string {
  return [...keyLog.matchAll(/ 0*(\d+) /g)].map(([, number]) => number).join('')
}
