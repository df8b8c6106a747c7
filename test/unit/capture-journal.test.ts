import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type Endpoint,
  type JournalEvent,
  type JournalProblem,
  type Payload,
  readJournal,
} from '../../packages/capture/src/index.js'
import { expect, onTestFinished, test } from 'vitest'
import { Journal } from '../../packages/capture/src/journal/journal.js'
import { formatAddress } from '../../packages/capture/src/journal/format-address.js'
import { encodeJournal } from '../vectors/encode-journal.mjs'

const vectors = fileURLToPath(new URL('../vectors', import.meta.url))

test('the binary vectors are what their descriptions say', () => {
  execFileSync(process.execPath, [path.join(vectors, 'make-journal-vectors.mjs'), '--check'])
})

test('events of several processes come in the order of time, with hosts and programs', async () => {
  const { events } = await read('http')
  expect(events.map(({ kind, process }) => `${process.program}@${process.host} ${kind}`)).toEqual([
    'nginx@api listen',
    'curl@web exec',
    'curl@web open',
    'nginx@api open',
    'curl@web send',
    'nginx@api send',
    'nginx@api send',
    'nginx@api close',
    'curl@web end',
    'curl@web close',
  ])
  expect(events[1]).toMatchObject({ file: '/usr/bin/curl', timeNs: 1_700_000_005_000_000_100n })
  expect(events[3]).toMatchObject({
    role: 'server',
    local: { address: '10.0.0.3', port: 80, host: 'api' },
    remote: { address: '10.0.0.2', port: 40960, host: 'web' },
  })
})

test('every kind of record says what the shim put into it', async () => {
  const { events, problems } = await read('every-kind')
  expect(problems.map((problem) => [problem.code, problem.lostBytes])).toEqual([
    ['PAYLOAD_LOST', 13],
    ['RECORDING_ENDED', undefined],
    ['PAYLOAD_LOST', 1904],
  ])
  expect(events.map(describeEvent)).toEqual([
    '0 exec /usr/bin/curl',
    '1 listen tcp server web 10.0.0.2:80 <> ? 0.0.0.0:0',
    '2 open tcp client test 10.0.0.1:40960 <> ? 10.0.0.2:80',
    '3 open tcp server web 10.0.0.2:80 <> test 10.0.0.1:40960',
    '2 send GET / true',
    '3 send hello true',
    '2 send - true',
    '2 shutdown write',
    '3 end',
    '3 close 5 5 false',
    '2 end',
    '2 close 18 5 false',
    '4 open tcp client test 10.0.0.1:40961 <> ? 10.0.0.2:80',
    '5 open tcp server web 10.0.0.2:80 <> test 10.0.0.1:40961',
    '5 close 0 0 true',
    '4 reset',
    '4 close 0 0 false',
    '0 refused tcp client 111 test 10.0.0.1:0 <> ? 10.0.0.2:81',
    '0 blocked udp client 101 test fd00::1:0 <> ? 2001:db8::9:53',
    '0 unanswered tcp client 0 test 10.0.0.1:0 <> ? 10.0.0.2:82',
    '6 datagram question udp client 0 test 10.0.0.1:5300 <> ? 10.0.0.2:53',
    '6 datagram lost udp client -111 test 10.0.0.1:5300 <> ? 10.0.0.2:54',
    '7 datagram partly cov udplite client 0 10 test 10.0.0.1:5300 <> ? 10.0.0.2:53',
    '8 open tcp client test 10.0.0.1:40962 <> ? 10.0.0.2:80',
    '9 open tcp server web 10.0.0.2:80 <> test 10.0.0.1:40962',
    '8 send cut off false',
    '1 open inherited tcp server web 10.0.0.2:80 <> test 10.0.0.1:40962',
    '1 send - true',
    '1 send 0123456789 true',
    '2 open inherited tcp client test 10.0.0.1:40962 <> ? 10.0.0.2:80',
    '2 close 0 6000 false',
    '1 end',
    '1 close 6000 0 false',
  ])
})

test('nothing is read behind the end that the header names', async () => {
  const directory = temporaryDirectory()
  cpSync(path.join(vectors, 'journal', 'every-kind'), directory, { recursive: true })
  const file = path.join(directory, 'journal', '901-0000000000000001.events')
  const record = readFileSync(file).subarray(256, 296)
  appendFileSync(file, record)
  const { events } = await readAll(directory)
  expect(events).toHaveLength((await read('every-kind')).events.length)
})

test('a recording that could not begin is told', async () => {
  const directory = temporaryDirectory()
  cpSync(path.join(vectors, 'journal', 'udp'), directory, { recursive: true })
  writeFileSync(path.join(directory, 'journal', '17-00000000000000ff.failed'), '')
  expect((await readAll(directory)).problems).toMatchObject([
    {
      code: 'RECORDING_ENDED',
      file: '17-00000000000000ff.failed',
      message: expect.stringContaining('process 17 could'),
    },
  ])
})

test('what stands around a torn record is read, and the reader says so', async () => {
  const { events, problems } = await read('torn')
  expect(events.map(({ kind }) => kind)).toEqual(['open', 'send'])
  expect(problems.map(({ code }) => code)).toEqual(['TRUNCATED', 'TORN_RECORD'])
})

test('a file of another version and one that is no journal are named, and the others are read', async () => {
  const { events, problems } = await read('ended')
  expect(events.map(({ kind }) => kind)).toEqual(['exec'])
  expect(problems.map(({ code, file }) => [code, file?.slice(0, 3)])).toEqual([
    ['UNKNOWN_VERSION', '801'],
    ['NOT_A_JOURNAL', '802'],
    ['RECORDING_ENDED', '804'],
  ])
})

test('a directory without a journal, or with foreign files only, is an error with a code', async () => {
  const directory = temporaryDirectory()
  await expect(readAll(path.join(directory, 'missing'))).rejects.toMatchObject({ code: 'NOT_A_JOURNAL' })
  await expect(readAll(directory)).rejects.toMatchObject({ code: 'NOT_A_JOURNAL' })
  writeFileSync(path.join(directory, '1-1.events'), 'hello, I am a text file')
  await expect(readAll(directory)).rejects.toMatchObject({ name: 'CaptureError', code: 'NOT_A_JOURNAL' })
  writeFileSync(path.join(directory, '1-1.events'), 'SWJOURN9')
  await expect(readAll(directory)).rejects.toMatchObject({ code: 'UNKNOWN_VERSION' })
})

test('payload that was overwritten is null and counted, and what wraps is joined', async () => {
  const { events, problems } = await read('ring')
  const payloads = events.flatMap((event) => (event.kind === 'send' ? event.payload : []))
  expect(payloads.map((payload) => payload.lostBytes())).toEqual([4, 0, 7])
  expect(payloads.map((payload) => payload.read()?.toString() ?? null)).toEqual([null, 'bbbbbbbbbb', null])
  expect(payloads[0]?.slice(4, 10).read()?.toString()).toBe('aaaaaa')
  expect(problems).toMatchObject([{ code: 'PAYLOAD_LOST', lostBytes: 11 }])
})

test('of a send only what the kernel took is payload, and only that counts when it is lost', async () => {
  const directory = temporaryDirectory()
  const records = [
    { kind: 'send', at: 1, socket: 1, text: 'partly|rest', result: 6 },
    { kind: 'send', at: 2, socket: 1, text: 'refused', result: -11 },
    { kind: 'send', at: 3, socket: 1, text: 'unseen', isKept: false, result: 4 },
    {
      kind: 'datagram',
      at: 4,
      socket: 2,
      protocol: 'udp',
      own: '10.0.0.2:5',
      remote: '10.0.0.3:6',
      text: 'no',
      result: -1,
    },
    { kind: 'send', at: 5, socket: 1, text: 'whole' },
  ]
  put(directory, { pid: 1, program: 'a', host: { index: 0, name: 'test' }, capacity: 10, records })
  const { events, problems } = await readAll(directory)
  const payloads = events.flatMap((event) => (event.kind === 'send' ? event.payload : []))
  expect(payloads.map(({ length }) => length)).toEqual([6, 4, 5])
  expect(payloads.map((payload) => payload.read()?.toString())).toEqual([undefined, undefined, 'whole'])
  expect(problems).toMatchObject([{ code: 'PAYLOAD_LOST', lostBytes: 6 + 4 }])
})

test('payload that was written after its neighbours were read is read anew', () => {
  const directory = temporaryDirectory()
  const send = (at: number, text: string) => ({ kind: 'send', at, socket: 1, text, repeat: 10 })
  const first = { pid: 1, program: 'a', host: { index: 0, name: 'test' }, records: [send(1, 'a'), send(2, 'b')] }
  const payloadsOf = (journal: Journal) =>
    [...journal.events()].flatMap((event) => (event.kind === 'send' ? event.payload : []))
  put(directory, first)
  const journal = new Journal(directory, { isLive: true })
  const seen = payloadsOf(journal)
  expect(seen.map((payload) => payload.read()?.toString())).toEqual(['aaaaaaaaaa', 'bbbbbbbbbb'])
  put(directory, { ...first, records: [...first.records, send(3, 'c')] })
  expect(payloadsOf(journal).map((payload) => payload.view()?.bytes.toString('latin1', 0, 3))).toEqual(['ccc'])
  expect(seen[1]?.slice(5, 10).read()?.toString()).toBe('bbbbb')
  journal.close()
})

test('a length that no file has takes no memory', async () => {
  const directory = temporaryDirectory()
  const journal = encodeJournal({
    pid: 1,
    program: 'a',
    host: { index: 0, name: 'test' },
    capacity: 2 ** 40,
    records: [{ kind: 'send', at: 1, socket: 1, text: 'x' }],
  })
  journal.events.writeUInt32LE(0x7fff_0000, 256 + 24 + 8)
  journal.events.writeInt32LE(0x7fff_0000, 256 + 24 + 12)
  write(directory, journal)
  const { events } = await readAll(directory)
  const [payload] = events.flatMap((event) => (event.kind === 'send' ? event.payload : []))
  const before = process.memoryUsage().arrayBuffers
  expect(payload?.length).toBe(0x7fff_0000)
  expect(payload?.read()).toBe(null)
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20)
})

test('a recording that ended while it was looked at says so, with the name of the error', () => {
  const directory = temporaryDirectory()
  const made = encodeJournal({ pid: 1, program: 'a', host: { index: 0, name: 'test' }, capacity: 64, records: [] })
  write(directory, made)
  const journal = new Journal(directory, { isLive: true })
  expect(journal.problems()).toEqual([])
  made.events.writeUInt32LE(28, 40)
  write(directory, made)
  expect(journal.problems()).toMatchObject([{ code: 'RECORDING_ENDED', message: expect.stringContaining('ENOSPC') }])
  journal.close()
})

test('payload whose file is not there, or is cut, is lost, and the file is named', async () => {
  const directory = temporaryDirectory()
  const records = [
    { kind: 'send', at: 1, socket: 1, text: 'hello' },
    { kind: 'send', at: 2, socket: 1, text: 'world' },
  ]
  const made = encodeJournal({ pid: 7, program: 'a', host: { index: 0, name: 'test' }, capacity: 64, records })
  write(directory, made)
  const bytesFile = path.join(directory, `${made.name}.bytes`)
  truncateSync(bytesFile, 7)
  const cut = await readAll(directory)
  expect(cut.events.map((event) => 'payload' in event && event.payload.lostBytes())).toEqual([0, 5])
  expect(cut.problems).toMatchObject([{ code: 'PAYLOAD_LOST', lostBytes: 5, file: `${made.name}.bytes` }])
  rmSync(bytesFile)
  const gone = await readAll(directory)
  expect(gone.events.map((event) => 'payload' in event && event.payload.lostBytes())).toEqual([5, 5])
  expect(gone.problems).toMatchObject([{ code: 'PAYLOAD_MISSING', lostBytes: 10, file: `${made.name}.bytes` }])
  expect(gone.problems[0]?.message).toContain(`${made.name}.bytes is not there`)
})

test('a file that cannot be read is named with the error, and the others are read', async () => {
  const directory = temporaryDirectory()
  put(directory, {
    pid: 1,
    program: 'a',
    host: { index: 0, name: 'test' },
    records: [{ kind: 'exec', at: 1, path: '/a' }],
  })
  mkdirSync(path.join(directory, '2-1.events'))
  const { events, problems } = await readAll(directory)
  expect(events).toHaveLength(1)
  expect(problems).toMatchObject([
    { code: 'JOURNAL_UNREADABLE', file: '2-1.events', message: expect.stringContaining('EISDIR') },
  ])
})

test('records that threads wrote a little out of order are put in order, across the limits of buffers', async () => {
  const count = 10_000
  const records = Array.from({ length: count }, (_, index) => ({
    kind: 'end',
    at: 1000 + (index ^ 7),
    socket: 1,
  }))
  const directory = temporaryDirectory()
  put(directory, { pid: 1, program: 'a', host: { index: 0, name: 'test' }, records })
  put(directory, { pid: 2, program: 'b', host: { index: 0, name: 'test' }, records })
  const { events } = await readAll(directory)
  expect(events).toHaveLength(2 * count)
  expect(
    events.every((event, index) => index === 0 || (events[index - 1] as JournalEvent).timeNs <= event.timeNs),
  ).toBe(true)
})

test('a live journal goes on where it was', () => {
  const directory = temporaryDirectory()
  const begun = { pid: 1, program: 'a', host: { index: 0, name: 'test' }, records: [{ kind: 'end', at: 1, socket: 1 }] }
  put(directory, begun)
  const journal = new Journal(directory, { isLive: true })
  expect([...journal.events()]).toHaveLength(1)
  expect([...journal.events()]).toHaveLength(0)
  put(directory, { ...begun, records: [...begun.records, { kind: 'reset', at: 2, socket: 1 }] })
  put(directory, { ...begun, pid: 2 })
  expect([...journal.events()].map(({ kind, process }) => `${process.pid} ${kind}`)).toEqual(['2 end', '1 reset'])
  journal.close()
})

test('addresses have the usual text form', () => {
  expect(addressText('00000000000000000000ffff0a000001')).toBe('10.0.0.1')
  expect(addressText('fd000000000000000000000000000001')).toBe('fd00::1')
  expect(addressText('00000000000000000000000000000000')).toBe('::')
  expect(addressText('20010db8000000010000000000000001')).toBe('2001:db8:0:1::1')
  expect(addressText('20010db8000100020003000400050006')).toBe('2001:db8:1:2:3:4:5:6')
})

test('damaged files never stop the reader', async () => {
  const good = encodeJournal({
    pid: 1,
    program: 'a',
    host: { index: 0, name: 'test' },
    records: Array.from({ length: 20 }, (_, at) => ({ kind: 'send', at, socket: 1, text: 'x' })),
  })
  let seed = 1
  const random = (below: number) => (seed = (seed * 48271) % 0x7fffffff) % below
  for (let round = 0; round < 100; round++) {
    const directory = temporaryDirectory()
    const bytes = Buffer.from(good.events)
    for (let hit = 0; hit < 8; hit++) bytes[256 + random(bytes.length - 256)] = random(256)
    writeFileSync(path.join(directory, '1-1.events'), bytes.subarray(0, 256 + random(bytes.length - 256)))
    const { events } = await readAll(directory)
    expect(events.length).toBeLessThanOrEqual(20)
    for (const event of events) if (event.kind === 'send') event.payload.read()
  }
})

/** All that an event says, in one line. */
function describeEvent({ process: _process, timeNs: _timeNs, ...said }: JournalEvent): string {
  const { socket, kind, local, remote, isInherited, payload, ...rest } = said as typeof said & {
    local?: Endpoint
    remote?: Endpoint
    isInherited?: boolean
    payload?: Payload
  }
  const parts: unknown[] = [socket, kind]
  if (isInherited) parts.push('inherited')
  if (payload) parts.push(payload.read()?.toString('latin1', 0, 10) ?? '-')
  parts.push(...Object.values(rest))
  if (local && remote) parts.push([local, remote].map(describeEndpoint).join(' <> '))
  return parts.join(' ')
}

function describeEndpoint({ host, address, port }: Endpoint): string {
  return `${host || '?'} ${address}:${port}`
}

function addressText(hex: string): string {
  return formatAddress(Buffer.from(hex, 'hex'))
}

function read(vector: string) {
  return readAll(path.join(vectors, 'journal', vector))
}

async function readAll(directory: string) {
  const problems: JournalProblem[] = []
  const events: JournalEvent[] = []
  for await (const event of readJournal(directory, { onProblem: (problem) => problems.push(problem) }))
    events.push(event)
  return { events, problems }
}

function put(directory: string, description: object): void {
  write(directory, encodeJournal({ capacity: 2 ** 16, ...description }))
}

/** As the shim does, the files have room ahead. */
function write(directory: string, { name, events, bytes }: { name: string; events: Buffer; bytes: Buffer }): void {
  mkdirSync(directory, { recursive: true })
  writeFileSync(path.join(directory, `${name}.events`), events)
  writeFileSync(path.join(directory, `${name}.bytes`), Buffer.concat([bytes, Buffer.alloc(1000)]))
}

function temporaryDirectory(): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'socketwrap-capture-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  return directory
}
