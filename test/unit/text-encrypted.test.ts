import { deflateRawSync, constants } from 'node:zlib'
import { expect, test } from 'vitest'
import { formatSnapshot } from '../../packages/capture/src/text/snapshot.js'
import { flow, rechunk, type Said } from './text-flow.js'

const upgrade: Said[] = [
  '> GET /chat HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  '< HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
]

/** A frame; that of a client is masked. */
function frame(by: 'client' | 'server', first: number, payload: Buffer | string, mask = 0x01020304): Said {
  const content = Buffer.from(payload)
  const head =
    content.length < 126
      ? Buffer.from([first, content.length])
      : Buffer.from([first, 126, content.length >> 8, content.length & 0xff])
  if (by === 'server') return { by, bytes: Buffer.concat([head, content]) }
  const key = Buffer.alloc(4)
  key.writeUInt32BE(mask)
  head[1] = (head[1] as number) | 0x80
  return { by, bytes: Buffer.concat([head, key, content.map((byte, at) => byte ^ (key[at % 4] as number))]) }
}

test('messages of a WebSocket are shown without their random masks', () => {
  const chat = (mask: number) =>
    flow({
      said: [
        ...upgrade,
        frame('client', 0x81, 'hello', mask),
        frame('server', 0x01, 'wel'),
        frame('server', 0x89, ''),
        frame('server', 0x80, 'come'),
        frame('client', 0x82, Buffer.from([0, 1, 2]), mask),
        frame('client', 0x81, 'x'.repeat(300), mask),
        frame('client', 0x88, Buffer.from('\x03\xe8bye', 'latin1'), mask),
      ],
    })
  const text = formatSnapshot([chat(0x01020304)])
  expect(text.split('\n').slice(6)).toEqual([
    '    Sec-WebSocket-Accept: <redacted>',
    '  > hello',
    '  < welcome',
    '  < (ping)',
    '  > (3 bytes)',
    '    00 01 02  |...|',
    `  > ${'x'.repeat(300)}`,
    '  > (close 1000 "bye")',
  ])
  expect(formatSnapshot([chat(0xcafebabe)])).toBe(text)
  expect(formatSnapshot([rechunk(chat(7), () => 1)])).toBe(text)
})

test('compressed messages of a WebSocket are shown as they were before', () => {
  const flags = { finishFlush: constants.Z_SYNC_FLUSH }
  const first = deflateRawSync('the same words', flags).subarray(0, -4)
  const second = deflateRawSync('the same words', { ...flags, dictionary: Buffer.from('the same words') })
  const said = [...upgrade, frame('server', 0xc1, first), frame('server', 0xc1, second.subarray(0, -4))]
  expect(formatSnapshot([flow({ said })])).toMatch(/ {2}< the same words\n {2}< the same words$/)
})

test('of TLS it is said who was asked for, and nothing that differs each time', () => {
  const name = Buffer.from('db.test')
  const serverName = Buffer.concat([Buffer.from([0, 0, 0, 12, 0, 10, 0, 0, 7]), name])
  const protocols = Buffer.from('\0\x10\0\x05\0\x03\x02h2', 'latin1')
  const extensions = Buffer.concat([serverName, protocols])
  const hello = (random: number) => {
    const body = Buffer.concat([
      Buffer.from([3, 3]),
      Buffer.alloc(32, random),
      Buffer.from([0, 0, 2, 0x13, 1, 1, 0, 0, extensions.length]),
      extensions,
    ])
    return Buffer.concat([Buffer.from([0x16, 3, 1, 0, body.length + 4, 1, 0, 0, body.length]), body])
  }
  const tls = (random: number) =>
    flow({
      server: 'db:nginx:443',
      said: [
        { by: 'client', bytes: hello(random) },
        { by: 'server', bytes: Buffer.alloc(random, 22) },
      ],
    })
  const text = formatSnapshot([tls(7)])
  expect(text.split('\n')).toEqual([
    'test (node) -> db (nginx), tls on tcp 443',
    '  > (TLS client hello for db.test, offers h2)',
    '  < (TLS, encrypted)',
  ])
  expect(formatSnapshot([tls(8)])).toBe(text)
})
