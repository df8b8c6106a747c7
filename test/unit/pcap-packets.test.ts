import { expect, test } from 'vitest'
import { foldChecksum, sumWords } from '../../packages/capture/src/pcap/packet/checksum.js'
import { formatIpAddress, parseIpAddress } from '../../packages/capture/src/pcap/packet/ip-address.js'
import type { CapturedPacket } from '../../packages/capture/src/pcap/format/capture-item.js'
import { assembleFlows } from '../../packages/capture/src/flow/flow-assembler.js'
import { readCapture } from '../../packages/capture/src/pcap/read-capture.js'
import { renderPcapng } from '../../packages/capture/src/pcap/write-capture.js'
import { eventsSince } from '../../packages/capture/src/flow/events-since.js'
import type { JournalProblem } from '../../packages/capture/src/types.js'
import { collect } from './pcap-collect.js'
import { at, MadeEvents } from './pcap-events.js'

const web = at('10.0.0.2', 40_000, 'web')
const db = at('10.0.0.3', 80, 'db')
const web6 = at('fd00::2', 40_000, 'web')
const db6 = at('fd00::3', 80, 'db')

test('the checksum of the example in RFC 1071 is right', () => {
  const bytes = Uint8Array.of(0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7)
  const checksum = foldChecksum(sumWords(new Uint32Array(bytes.buffer), 0, 2))
  expect([...new Uint8Array(Uint16Array.of(checksum).buffer)]).toEqual([0x22, 0x0d])
})

test('addresses keep their text through bytes', () => {
  for (const text of ['10.0.0.1', '::', '::1', 'fd00::1', '2001:db8::1:0:0:1', '1:2:3:4:5:6:7:8', '1::8', 'fe80::']) {
    expect(formatIpAddress(parseIpAddress(text))).toBe(text)
  }
  expect([...parseIpAddress('::ffff:10.0.0.1')]).toEqual([10, 0, 0, 1])
  expect(() => parseIpAddress('db')).toThrow(TypeError)
})

test('a connection has a handshake, its bytes and an orderly end, with the right numbers', async () => {
  const made = new MadeEvents()
  made.connect(web, db).open().send('client', 'question').send('server', 'answer').closeBoth()
  expect(await showPackets(made)).toEqual([
    '> SYN seq 0',
    '< SYN ACK seq 0 ack 1',
    '> ACK seq 1 ack 1',
    '> PSH ACK seq 1 ack 1 length 8',
    '< PSH ACK seq 1 ack 9 length 6',
    '> FIN ACK seq 9 ack 7',
    '< FIN ACK seq 7 ack 10',
    '> ACK seq 10 ack 8',
  ])
})

test('a send longer than a segment is cut at the MTU, and only its last segment is pushed', async () => {
  const made = new MadeEvents()
  made.connect(web, db).open().send('client', Buffer.alloc(3000))
  expect((await showPackets(made)).slice(3)).toEqual([
    '> ACK seq 1 ack 1 length 1460',
    '> ACK seq 1461 ack 1 length 1460',
    '> PSH ACK seq 2921 ack 1 length 80',
    '< ACK seq 1 ack 3001',
  ])
  expect((await showPackets(made, 65_535)).slice(3)).toEqual([
    '> PSH ACK seq 1 ack 1 length 3000',
    '< ACK seq 1 ack 3001',
  ])
  const over6 = new MadeEvents()
  over6.connect(web6, db6).open().send('client', Buffer.alloc(1441))
  expect((await showPackets(over6)).slice(3, 5)).toEqual([
    '> ACK seq 1 ack 1 length 1440',
    '> PSH ACK seq 1441 ack 1 length 1',
  ])
})

test('a long send is acknowledged on its way, and no packet is larger than the MTU', async () => {
  const made = new MadeEvents()
  made.connect(web, db).open().send('client', Buffer.alloc(1_000_000))
  const packets = await packetsOf(made)
  expect(Math.max(...packets.map(({ data }) => data.length))).toBe(1500)
  const shown = await showPackets(made)
  expect(shown.filter((packet) => packet.includes('PSH'))).toHaveLength(1)
  expect(shown.filter((packet) => packet.startsWith('< ACK')).length).toBeGreaterThan(10)
  expect(shown.at(-1)).toBe('< ACK seq 1 ack 1000001')
})

test('a single segment without an answer is acknowledged 40 ms later', async () => {
  const made = new MadeEvents()
  const connection = made.connect(web, db).open().send('client', 'one')
  const sentNs = made.timeNs
  made.timeNs += 1_000_000_000n
  connection.send('client', 'two')
  const packets = await packetsOf(made)
  expect((await showPackets(made)).slice(4, 6)).toEqual(['< ACK seq 1 ack 4', '> PSH ACK seq 4 ack 1 length 3'])
  expect(packets[4]?.timeNs).toBe(sentNs + 40_000_000n)
})

test('a half that is closed first goes on receiving', async () => {
  const made = new MadeEvents()
  const connection = made.connect(web, db).open().shutdown('client').end('server').send('server', 'late')
  connection.close('server').end('client').close('client')
  expect((await showPackets(made)).slice(3)).toEqual([
    '> FIN ACK seq 1 ack 1',
    '< PSH ACK seq 1 ack 2 length 4',
    '< FIN ACK seq 5 ack 2',
    '> ACK seq 2 ack 6',
  ])
})

test('a close by reset, and a reset that only the peer could tell of, are resets', async () => {
  const made = new MadeEvents()
  made.connect(web, db).open().close('client', true).readReset('server').close('server')
  expect((await showPackets(made)).slice(3)).toEqual(['> RST ACK seq 1 ack 1'])
  const killed = new MadeEvents()
  killed.connect(web, db).open().readReset('client').close('client')
  expect((await showPackets(killed)).slice(3)).toEqual(['< RST ACK seq 1 ack 1'])
})

test('the end of a process that was killed shows when its peer reads it', async () => {
  const made = new MadeEvents()
  made.connect(web, db).open().end('client').close('client')
  expect((await showPackets(made)).slice(3)).toEqual([
    '< FIN ACK seq 1 ack 1',
    '> FIN ACK seq 1 ack 2',
    '< ACK seq 2 ack 2',
  ])
})

test('a server whose parent closes after a fork goes on in the child', async () => {
  const made = new MadeEvents()
  const parent = made.connect(web, db).open()
  parent.close('server').fork('server', 21).send('client', 'ask').send('server', 'tell')
  parent.close('server').end('client').close('client')
  expect((await showPackets(made)).slice(3)).toEqual([
    '> PSH ACK seq 1 ack 1 length 3',
    '< PSH ACK seq 1 ack 4 length 4',
    '< FIN ACK seq 5 ack 4',
    '> FIN ACK seq 4 ack 6',
    '< ACK seq 6 ack 5',
  ])
})

test('a program that another one becomes by exec goes on with the connection and ends it', async () => {
  for (const role of ['server', 'client'] as const) {
    const made = new MadeEvents()
    const connection = made.connect(web, db).open().send('client', 'ask').exec(role, 'other').send('server', 'tell')
    connection.closeBoth()
    expect((await showPackets(made)).slice(3)).toEqual([
      '> PSH ACK seq 1 ack 1 length 3',
      '< PSH ACK seq 1 ack 4 length 4',
      '> FIN ACK seq 4 ack 5',
      '< FIN ACK seq 5 ack 5',
      '> ACK seq 5 ack 6',
    ])
    const [flow, ...others] = await assembleFlows(made.events)
    expect(others).toEqual([])
    expect(flow).toMatchObject({ outcome: 'closed', lostBytes: 0 })
    expect([flow?.sent.toString(), flow?.received.toString()]).toEqual(['ask', 'tell'])
  }
})

test('a program that has a connection twice after exec, and closes one of them, goes on with the other', async () => {
  const made = new MadeEvents()
  const once = made.connect(web, db).open().close('server').exec('server', 'other')
  once.close('server', true).exec('server', 'other').send('server', 'tell').closeBoth()
  expect((await showPackets(made)).slice(3)).toEqual([
    '< PSH ACK seq 1 ack 1 length 4',
    '> FIN ACK seq 1 ack 5',
    '< FIN ACK seq 5 ack 2',
    '> ACK seq 2 ack 6',
  ])
})

test('a client that passes its socket on before the server accepts goes on in the other process', async () => {
  const made = new MadeEvents()
  const passing = made.connect(web, db).open('client').send('client', 'one').close('client')
  passing.open('server').fork('client', 11).send('client', 'two').closeBoth()
  expect((await showPackets(made)).slice(3)).toEqual([
    '> PSH ACK seq 1 ack 1 length 3',
    '> PSH ACK seq 4 ack 1 length 3',
    '< ACK seq 1 ack 7',
    '> FIN ACK seq 7 ack 1',
    '< FIN ACK seq 1 ack 8',
    '> ACK seq 8 ack 2',
  ])
})

test('a client from the port of one that was killed is another connection', async () => {
  const made = new MadeEvents()
  made.connect(web, db).open().send('client', 'one').end('server')
  made.connect(web, db, ['other', 'server']).open().send('client', 'two').closeBoth()
  expect((await showPackets(made)).filter((packet) => packet.includes('SYN seq'))).toHaveLength(2)
  expect((await assembleFlows(made.events)).map(({ sent }) => sent.toString())).toEqual(['one', 'two'])
})

test('a server that accepts after all is over adds nothing, and a client that is not recorded begins with the server', async () => {
  const made = new MadeEvents()
  made.connect(web, db).open('client').close('client', true).open('server').readReset('server').close('server')
  expect(await showPackets(made)).toHaveLength(4)
  const serverOnly = new MadeEvents()
  serverOnly.connect(web, db).open('server').send('server', 'hello').close('server')
  expect(await showPackets(serverOnly)).toEqual([
    '> SYN seq 0',
    '< SYN ACK seq 0 ack 1',
    '> ACK seq 1 ack 1',
    '< PSH ACK seq 1 ack 1 length 5',
    '< FIN ACK seq 6 ack 1',
    '> ACK seq 1 ack 7',
  ])
})

test('a port that is used again begins a new connection', async () => {
  const made = new MadeEvents()
  made.connect(web, db).open().send('client', 'a').closeBoth()
  made.connect(web, db).open().send('client', 'b').closeBoth()
  const packets = await packetsOf(made)
  const synNumbers = packets.filter(({ data }) => data[33] === 2).map(({ data }) => data.readUInt32BE(24))
  expect(new Set(synNumbers).size).toBe(2)
})

test('equal loopback connections of two hosts at the same time can be told apart', async () => {
  const made = new MadeEvents()
  for (const host of ['web', 'db']) made.connect(at('127.0.0.1', 40_000, host), at('127.0.0.1', 80, host)).open()
  const packets = await packetsOf(made)
  const sources = packets.map(({ data }) => formatIpAddress(data.subarray(12, 16)))
  expect(new Set(sources)).toEqual(new Set(['127.0.0.1', '127.1.0.1']))
})

test('a refused connect is answered by a reset, a blocked one by its own host', async () => {
  const made = new MadeEvents()
  made.attempt('refused', 'tcp', web, db).attempt('blocked', 'tcp', at('0.0.0.0', 0, 'web'), at('1.2.3.4', 443, ''))
  const packets = await packetsOf(made, { hosts: [{ name: 'web', addresses: ['10.0.0.2', 'fd00::2'] }] })
  expect((await showPackets(made)).slice(0, 2)).toEqual(['> SYN seq 0', '< RST ACK seq 0 ack 1'])
  expect(packets).toHaveLength(4)
  const [syn, icmp] = packets.slice(2).map(({ data }) => data)
  expect(formatIpAddress(syn?.subarray(12, 16) ?? Buffer.of())).toBe('10.0.0.2')
  expect([icmp?.[9], icmp?.[20], icmp?.[21]]).toEqual([1, 3, 0])
  expect(icmp?.subarray(28)).toEqual(syn)
})

test('a refused datagram is answered by port unreachable, which quotes it', async () => {
  const made = new MadeEvents()
  made.datagram(web, db, Buffer.alloc(2000, 'x'), -111).datagram(web6, db6, Buffer.alloc(2000, 'x'), -111)
  const [datagram, icmp, datagram6, icmp6] = (await packetsOf(made)).map(({ data }) => data)
  expect([icmp?.[9], icmp?.[20], icmp?.[21], icmp?.length]).toEqual([1, 3, 3, 576])
  expect(icmp?.subarray(28)).toEqual(datagram?.subarray(0, 548))
  expect([icmp6?.[6], icmp6?.[40], icmp6?.[41], icmp6?.length]).toEqual([58, 1, 4, 1280])
  expect(icmp6?.subarray(48)).toEqual(datagram6?.subarray(0, 1232))
})

test('a datagram is one packet, up to the largest that IP can carry', async () => {
  const made = new MadeEvents()
  for (const length of [0, 1, 65_507]) made.datagram(web, db, Buffer.alloc(length))
  for (const length of [0, 1, 65_527]) made.datagram(web6, db6, Buffer.alloc(length))
  const lengths = (await packetsOf(made)).map(({ data }) => data.length)
  expect(lengths).toEqual([28, 29, 65_535, 48, 49, 65_575])
})

test.each([
  { coverage: 0, covered: 8 + 5 },
  { coverage: 8, covered: 8 },
  { coverage: 11, covered: 11 },
])('a datagram of UDP-Lite has a checksum of $covered bytes when its coverage is $coverage', async (row) => {
  const made = new MadeEvents()
  const kind = { protocol: 'udplite', coverage: row.coverage } as const
  made.datagram(web, db, 'abcde', 0, kind).datagram(web6, db6, 'abcde', 0, kind)
  for (const { data } of await packetsOf(made)) {
    const isV4 = data.length === 20 + 8 + 5
    const at = isV4 ? 20 : 40
    expect(data[isV4 ? 9 : 6]).toBe(136)
    expect([data.readUInt16BE(at + 4), data.subarray(at + 8).toString()]).toEqual([row.coverage, 'abcde'])
    // RFC 3828: the length in the pseudo-header is the datagram's, whatever the checksum covers.
    const pseudo = Buffer.from([...data.subarray(isV4 ? 12 : 8, at), 0, 136, 0, 8 + 5])
    const summed = Buffer.concat([pseudo, data.subarray(at, at + row.covered), Buffer.alloc(row.covered & 1)])
    let sum = 0
    for (let offset = 0; offset < summed.length; offset += 2) sum += summed.readUInt16BE(offset)
    while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
    expect(sum).toBe(0xffff)
  }
})

test('bytes that were not kept leave packets without them, with the right numbers', async () => {
  const made = new MadeEvents()
  made.connect(web, db).open().send('client', 'abcdefgh', 5)
  const lost = (await packetsOf(made)).slice(3)
  expect(lost.map(({ data, originalLength }) => [data.length, originalLength])).toEqual([
    [40, 45],
    [43, 43],
    [40, 40],
  ])
  expect(lost[0]?.comment).toBe('5 bytes from here on were not kept')
  expect((await showPackets(made)).slice(3, 5)).toEqual(['> ACK seq 1 ack 1', '> PSH ACK seq 6 ack 1 length 3'])
})

test('bytes that were received and that nobody recorded as sent have packets without them, and are counted', async () => {
  const made = new MadeEvents()
  made.connect(web, db).open('client').send('client', 'question').close('client', false, 6n)
  const problems: JournalProblem[] = []
  const packets = await packetsOf(made, { onProblem: (problem) => problems.push(problem) })
  const missing = packets.find(({ comment }) => comment === '6 bytes from here on were not kept')
  expect([missing?.data.length, missing?.originalLength]).toEqual([40, 46])
  expect(problems).toMatchObject([{ code: 'UNRECORDED', lostBytes: 6 }])
})

test('when the end of who was not recorded was seen before, the next packet says how much is missing', async () => {
  const made = new MadeEvents()
  made.connect(web, db).open('client').send('client', 'question').end('client').close('client', false, 6n)
  const comments = (await packetsOf(made)).map(({ comment }) => comment)
  expect(comments).toContain('6 bytes that the client received were not recorded')
})

test('what was received before the time that is looked at is not missing', async () => {
  const made = new MadeEvents()
  const connection = made.connect(web, db).open().send('server', 'before')
  const sinceNs = made.timeNs + 1n
  connection.send('server', 'after').close('server').close('client', false, 11n)
  const problems: JournalProblem[] = []
  await collect(renderPcapng(eventsSince(made.events, sinceNs), { onProblem: (problem) => problems.push(problem) }))
  expect(problems).toEqual([])
})

test('a program that became another one, and processes that share a socket, received as much as was sent', async () => {
  const made = new MadeEvents()
  made.connect(web, db).open().send('server', 'hello').exec('client', 'cat').close('client', false, 50n)
  const forked = made
    .connect(at('10.0.0.2', 40_001, 'web'), db)
    .open()
    .send('server', 'hello')
    .close('client', false, 5n)
  forked.fork('client', 11).close('client', false, 5n)
  const problems: JournalProblem[] = []
  await packetsOf(made, { onProblem: (problem) => problems.push(problem) })
  expect(problems).toEqual([])
})

test('rendering the same events gives the same bytes, and an MTU that cannot be is refused', async () => {
  const made = new MadeEvents()
  made.connect(web, db).open().send('client', 'x').closeBoth()
  expect(await render(made)).toEqual(await render(made))
  await expect(packetsOf(made, { mtu: 100 })).rejects.toThrow('mtu is 100; it may be 576 to 65535')
})

type Options = Parameters<typeof renderPcapng>[1]

async function render(made: MadeEvents, options?: Options): Promise<Buffer> {
  return Buffer.concat(await collect(renderPcapng(made.events, options)))
}

async function packetsOf(made: MadeEvents, options?: Options): Promise<CapturedPacket[]> {
  const items = await collect(readCapture(renderPcapng(made.events, options)))
  return items.filter((item) => item.kind === 'packet')
}

/** A line for each packet of one TCP connection, with numbers that begin at zero. */
async function showPackets(made: MadeEvents, mtu = 1500): Promise<string[]> {
  const first = new Map<string, number>()
  return (await packetsOf(made, { mtu })).flatMap(({ data, originalLength }) => {
    const isV6 = (data[0] ?? 0) >> 4 === 6
    if (data[isV6 ? 6 : 9] !== 6) return []
    const tcp = data.subarray(isV6 ? 40 : 20)
    const isFromClient = tcp.readUInt16BE(0) > tcp.readUInt16BE(2)
    const [own, other] = isFromClient ? ['>', '<'] : ['<', '>']
    const sequence = tcp.readUInt32BE(4)
    if (!first.has(own)) first.set(own, sequence)
    const flags = ['FIN', 'SYN', 'RST', 'PSH', 'ACK'].filter((_, bit) => ((tcp[13] ?? 0) >> bit) & 1)
    const order = ['FIN', 'SYN', 'RST', 'PSH', 'ACK']
    const length = tcp.length - ((tcp[12] ?? 0) >> 4) * 4
    expect(originalLength).toBeGreaterThanOrEqual(data.length)
    return [
      `${own} ${flags.sort((a, b) => order.indexOf(a) - order.indexOf(b)).join(' ')}` +
        ` seq ${(sequence - (first.get(own) ?? 0)) >>> 0}` +
        (flags.includes('ACK') ? ` ack ${(tcp.readUInt32BE(8) - (first.get(other) ?? 0)) >>> 0}` : '') +
        (length > 0 ? ` length ${length}` : ''),
    ]
  })
}
