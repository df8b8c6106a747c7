import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { readCapture } from '@socketwrap/capture'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommandLine as run, socketwrap } from './command-line.js'

const node = process.execPath
const talk = `net.createServer((s) => s.pipe(s)).listen(80, () => net.connect(80).end('hello').resume().on('close', () => process.exit()))`
let base = ''
let whole = ''
const file = (name: string) => path.join(base, name)

beforeAll(async () => {
  base = mkdtempSync(path.join(tmpdir(), 'captures-'))
  whole = file('whole.pcapng')
  expect(await run(['run', '--host', 'web', '--pcap', whole, '--', node, '-e', talk])).toMatchObject({
    code: 0,
    stderr: '',
  })
})
afterAll(() => rmSync(base, { recursive: true }))

test('of a capture that is damaged everything before the damage is shown, and where the damage is', async () => {
  const bytes = readFileSync(whole)
  writeFileSync(file('cut.pcapng'), bytes.subarray(0, -30))
  const cut = await run(['flows', file('cut.pcapng')])
  expect(cut.stdout).toContain(' hello ')
  expect(cut).toMatchObject({
    code: 125,
    stderr: expect.stringMatching(/^socketwrap: .*cut\.pcapng: .*breaks off at byte \d+.*\[TRUNCATED_CAPTURE\]\n$/),
  })
  const damaged = Buffer.from(bytes)
  damaged.writeUInt32LE(0, damaged.length - 4)
  writeFileSync(file('damaged.pcapng'), damaged)
  const found = await run(['flows', file('damaged.pcapng')])
  expect(found.stdout).toContain(' hello ')
  expect(found).toMatchObject({
    code: 125,
    stderr: expect.stringMatching(/damaged\.pcapng: .*block at byte \d+.*\[DAMAGED_CAPTURE\]/),
  })
})

test('a file that is no capture, of another version, or not there is told by name', async () => {
  const other = readFileSync(whole)
  other[12] = 9
  writeFileSync(file('other.pcapng'), other)
  writeFileSync(file('text'), 'hello')
  writeFileSync(file('empty'), '')
  const messages = []
  for (const name of ['other.pcapng', 'text', 'empty', 'missing']) {
    const { code, stdout, stderr } = await run(['flows', file(name)])
    expect([code, stdout]).toEqual([125, ''])
    messages.push(stderr.replaceAll(base, 'BASE').split('. ')[0])
  }
  expect(messages).toEqual([
    'socketwrap: BASE/other.pcapng: the capture has version 9 of pcapng; 1 is known',
    'socketwrap: BASE/text: this is neither pcap nor pcapng: it begins with 68656c6c',
    'socketwrap: BASE/empty: this is neither pcap nor pcapng: it is empty',
    'socketwrap: BASE/missing does not exist',
  ])
})

test('a capture that has no place is told before the command runs', async () => {
  const place = file('no/such/place.pcapng')
  const { code, stdout, stderr } = await run(['run', '--pcap', place, '--', 'echo', 'ran'])
  expect([code, stdout]).toEqual([125, ''])
  expect(stderr).toMatch(
    /^socketwrap: The capture .*place\.pcapng cannot be written: ENOENT.*\[CAPTURE_UNWRITABLE\]\n$/,
  )
  const directory = await run(['run', '--pcap', base, '--', 'echo', 'ran'])
  expect(directory).toMatchObject({ code: 125, stdout: '', stderr: expect.stringContaining('is a directory') })
  const full = await run(['run', '--pcap', '/dev/full', '--', 'echo', 'ran'])
  expect(full).toMatchObject({ code: 125, stdout: 'ran\n', stderr: expect.stringContaining('ENOSPC') })
  expect(await run(['run', '--pcap', '-', '--', 'echo', 'ran'])).toMatchObject({ code: 125, stdout: '' })
})

test('a capture that is there stays when there is no recording to write', async () => {
  writeFileSync(file('kept.pcapng'), 'kept')
  const { code, stderr } = await run(['pcap', base, '-o', file('kept.pcapng')])
  expect([code, stderr]).toEqual([125, expect.stringContaining('NOT_A_JOURNAL')])
  expect(readFileSync(file('kept.pcapng'), 'utf8')).toBe('kept')
})

test('a command that is interrupted leaves its capture', async () => {
  const written = file('interrupted.pcapng')
  const script = `${talk.replace('process.exit()', "console.log('said')")}; setInterval(() => {}, 1000)`
  const child = spawn(node, [socketwrap, 'run', '--pcap', written, '--', node, '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  child.kill('SIGINT')
  expect(await once(child, 'exit')).toEqual([130, null])
  expect((await run(['flows', written])).stdout).toContain(' hello ')
})

test('a recording that is damaged is shown and written as far as it can be read', async () => {
  const vectors = fileURLToPath(new URL('../vectors/journal/http', import.meta.url))
  const [client = '', server = ''] = readdirSync(path.join(vectors, 'journal')).filter((name) =>
    name.endsWith('.events'),
  )
  const damage = { version: [client, 'SWJOURN9'], cut: [server, undefined] } as const
  for (const [name, [victim, magic]] of Object.entries(damage)) {
    cpSync(vectors, file(name), { recursive: true })
    const events = readFileSync(path.join(file(name), 'journal', victim))
    if (magic) events.write(magic)
    writeFileSync(path.join(file(name), 'journal', victim), magic ? events : events.subarray(0, -12))
  }
  const other = await run(['flows', file('version')])
  expect(other.stdout).toContain('HTTP/1.1 200 OK')
  expect(other).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(
      /^socketwrap: .* version "9" .*\[UNKNOWN_VERSION\]\nsocketwrap: \d+ bytes were received .*\[UNRECORDED\]\n$/,
    ),
  })
  const cut = await run(['pcap', file('cut'), '-o', file('cut-journal.pcapng')])
  expect(cut).toMatchObject({ code: 0, stderr: expect.stringMatching(/^socketwrap: .* cut off .*\[TRUNCATED\]\n$/) })
  expect((await run(['flows', file('cut-journal.pcapng')])).stdout).toContain('200 OK')
})

test('what is missing is told beside a capture, and in its comment', async () => {
  const directory = file('without-bytes')
  cpSync(fileURLToPath(new URL('../vectors/journal/http', import.meta.url)), directory, { recursive: true })
  const [bytes = ''] = readdirSync(path.join(directory, 'journal')).filter((name) => name.endsWith('.bytes'))
  rmSync(path.join(directory, 'journal', bytes))
  const written = file('without-bytes.pcapng')
  const { code, stderr } = await run(['pcap', directory, '-o', written])
  expect({ code, stderr }).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^socketwrap: .*\[PAYLOAD_MISSING\]\n$/),
  })
  expect(stderr).toContain(`${bytes} is not there`)
  const { value: section } = await readCapture(written)[Symbol.asyncIterator]().next()
  const message = stderr.replace(/^socketwrap: (.*) \[\w+\]\n$/, '$1')
  expect(section).toMatchObject({ kind: 'section', comment: message })
})

test('what a network of another version has recorded can be read', async () => {
  const directory = file('other-version')
  await run(['run', '--net', directory, '--host', 'web', '--', node, '-e', talk])
  const network = readFileSync(path.join(directory, 'network'))
  network.writeUInt32LE(network.readUInt32LE(8) - 1, 8)
  writeFileSync(path.join(directory, 'network'), network)
  expect(await run(['ps', directory])).toMatchObject({ code: 125, stderr: expect.stringContaining('[OTHER_VERSION]') })
  expect(await run(['flows', directory])).toMatchObject({ code: 0, stdout: expect.stringContaining(' hello ') })
  expect(await run(['rm', directory])).toMatchObject({ code: 0 })
})
