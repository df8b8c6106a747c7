import { expect, test } from 'vitest'
import { assembleFlows } from '../../packages/capture/src/flow/flow-assembler.js'
import type { CapturedPacket } from '../../packages/capture/src/pcap/format/capture-item.js'
import { readCapture } from '../../packages/capture/src/pcap/read-capture.js'
import { readFlows } from '../../packages/capture/src/pcap/read-flows.js'
import { renderPcapng } from '../../packages/capture/src/pcap/write-capture.js'
import type { Flow } from '../../packages/capture/src/types.js'
import { collect, inPieces } from './pcap-collect.js'
import { at, MadeEvents } from './pcap-events.js'
import { createRandom } from './pcap-random.js'

const web = at('10.0.0.2', 40_000, 'web')
const db = at('10.0.0.3', 6379, 'db')
const web6 = at('fd00::2', 40_000, 'web')
const db6 = at('fd00::3', 6379, 'db')

test('flows come back from a capture with hosts, programs, bytes and times', async () => {
  const made = new MadeEvents()
  made.connect(web6, db6, ['curl', 'redis']).open().send('client', 'ping').send('server', 'pong').closeBoth()
  const [flow] = await flowsOf(made)
  expect(flow).toMatchObject({
    protocol: 'tcp',
    client: { ...web6, process: { pid: 10, program: 'curl', host: 'web' } },
    server: { ...db6, process: { pid: 20, program: 'redis', host: 'db' } },
    outcome: 'closed',
    beginNs: made.events[0]?.timeNs,
    endNs: made.timeNs,
    sentBytes: 4,
    receivedBytes: 4,
    lostBytes: 0,
  })
  expect([flow?.sent.toString(), flow?.received.toString()]).toEqual(['ping', 'pong'])
  expect(flow?.chunks.map(({ direction, length }) => [direction, length])).toEqual([
    ['sent', 4],
    ['received', 4],
  ])
  expect(flow?.endings.map(({ kind, side }) => [kind, side])).toEqual([
    ['fin', 'client'],
    ['fin', 'server'],
  ])
})

test('how a flow ended is told from its packets', async () => {
  const made = new MadeEvents()
  const from = (port: number) => at('10.0.0.2', port, 'web')
  made.connect(from(1001), db).open().send('client', 'x').close('server', true)
  made.connect(from(1002), db).open().send('client', 'y')
  made.attempt('refused', 'tcp', from(1003), db).attempt('blocked', 'tcp', from(1004), at('1.2.3.4', 443, ''))
  made.datagram(from(1005), db, 'z').datagram(from(1006), db, 'nobody', -111)
  made.attempt('blocked', 'udp', from(1007), at('1.2.3.4', 53, ''))
  const flows = (await flowsOf(made)).sort((a, b) => a.client.port - b.client.port)
  expect(flows.map(({ outcome, errno, protocol }) => [protocol, outcome, errno])).toEqual([
    ['tcp', 'reset', undefined],
    ['tcp', 'open', undefined],
    ['tcp', 'refused', 'ECONNREFUSED'],
    ['tcp', 'blocked', 'ENETUNREACH'],
    ['udp', 'closed', undefined],
    ['udp', 'refused', 'ECONNREFUSED'],
    ['udp', 'blocked', 'ENETUNREACH'],
  ])
  expect(flows[5]?.chunks[0]).toMatchObject({ isRefused: true, length: 6 })
  expect(flows[6]?.chunks).toHaveLength(0)
})

test('UDP and UDP-Lite between the same endpoints are two flows', async () => {
  const made = new MadeEvents()
  const lite = { protocol: 'udplite', coverage: 9 } as const
  made.datagram(web, db, 'one').datagram(web, db, 'lite', 0, lite).datagram(db, web, 'answer', 0, lite)
  made.datagram(web, at('10.0.0.3', 81, 'db'), 'nobody', -111, lite)
  made.attempt('blocked', 'udplite', web, at('1.2.3.4', 53, ''))
  const told = [
    ['udp', 'closed', 'one', ''],
    ['udplite', 'closed', 'lite', 'answer'],
    ['udplite', 'refused', 'nobody', ''],
    ['udplite', 'blocked', '', ''],
  ]
  const show = (flows: Flow[]) =>
    flows.map(({ protocol, outcome, sent, received }) => [protocol, outcome, `${sent}`, `${received}`])
  expect(show(await assembleFlows(made.events))).toEqual(told)
  expect(show(await flowsOf(made))).toEqual(told)
})

test('datagrams keep their boundaries, also empty ones and the largest', async () => {
  const made = new MadeEvents()
  const largest = Buffer.alloc(65_507, 'u')
  made.datagram(web, db, '').datagram(db, web, largest).datagram(web, db, 'x')
  const [flow, ...others] = await flowsOf(made)
  expect(others).toHaveLength(0)
  expect(flow?.chunks.map(({ direction, length }) => [direction, length])).toEqual([
    ['sent', 0],
    ['received', 65_507],
    ['sent', 1],
  ])
  expect(flow?.received).toEqual(largest)
})

test('packets that come twice, out of order or in overlapping pieces make the same bytes', async () => {
  const { packets, sent, received } = await bulkPackets()
  for (let seed = 1; seed <= 20; seed += 1) {
    const random = createRandom(seed)
    const disturbed = packets.flatMap((packet, index) => {
      const key = index < 3 ? index : index + random() * 12
      return random() < 0.2 && index >= 3
        ? [
            { packet, key },
            { packet, key: key + 9 },
          ]
        : [{ packet, key }]
    })
    const [flow] = await collect(readFlows(toPcap(disturbed.sort((a, b) => a.key - b.key).map(({ packet }) => packet))))
    expect(flow?.sent.equals(sent)).toBe(true)
    expect(flow?.received.equals(received)).toBe(true)
    expect(flow?.lostBytes).toBe(0)
  }
})

test('a segment that was sent again together with more is taken once', async () => {
  const made = new MadeEvents()
  made.connect(web, db).open().send('client', 'abc').send('client', 'defgh').closeBoth()
  const packets = await packetsOf(made)
  const first = packets[3]
  const second = packets[4]
  if (!first || !second) throw new Error('no packets')
  const both = Buffer.concat([first.data, second.data.subarray(40)])
  both.writeUInt16BE(both.length, 2)
  const again = { ...first, data: both, originalLength: both.length }
  const [flow] = await collect(readFlows(toPcap([...packets.slice(0, 4), again, ...packets.slice(4)])))
  expect(flow?.sent.toString()).toBe('abcdefgh')
})

test('what is missing in a capture is counted, and the rest is there', async () => {
  const { packets, sent } = await bulkPackets()
  const isData = ({ data }: CapturedPacket) => data.length === 1500 && data.readUInt16BE(20) === 40_000
  const at = packets.findIndex(isData) + 5
  const [flow] = await collect(readFlows(toPcap(packets.toSpliced(at, 1))))
  expect(flow?.lostBytes).toBe(1460)
  expect(flow?.sentBytes).toBe(sent.length)
  expect(flow?.sent.equals(Buffer.concat([sent.subarray(0, 5 * 1460), sent.subarray(6 * 1460)]))).toBe(true)
})

test('packets that were cut by the capture leave counted gaps', async () => {
  const { packets, sent } = await bulkPackets()
  const cut = packets.map((packet) => ({ ...packet, data: packet.data.subarray(0, 140) }))
  const [flow] = await collect(readFlows(toPcap(cut)))
  expect(flow?.sentBytes).toBe(sent.length)
  expect(flow?.sent.subarray(0, 100)).toEqual(sent.subarray(0, 100))
  expect(flow?.sent.length).toBeLessThan(sent.length / 10)
})

test('a capture that begins in the middle has the server at the lower port', async () => {
  const { packets } = await bulkPackets()
  const [flow] = await collect(readFlows(toPcap(packets.slice(4))))
  expect(flow).toMatchObject({ client: { port: 40_000 }, server: { port: 6379 } })
  expect(flow?.sentBytes).toBeGreaterThan(90_000)
})

test('Ethernet with VLAN tags and padding, loopback and cooked captures are looked into', async () => {
  const made = new MadeEvents()
  made.connect(web, db).open().send('client', 'x').closeBoth()
  const packets = await packetsOf(made)
  const links: [number, Buffer][] = [
    [1, Buffer.from('0000000000000000000000000800', 'hex')],
    [1, Buffer.from('0000000000000000000000008100000a0800', 'hex')],
    [0, Buffer.from('02000000', 'hex')],
    [113, Buffer.from('00000001000600000000000000000800', 'hex')],
    [276, Buffer.from('0800000000000001000100060000000000000000', 'hex')],
  ]
  for (const [linkType, head] of links) {
    const framed = packets.map((packet) => ({ ...packet, data: Buffer.concat([head, packet.data, Buffer.alloc(6)]) }))
    const [flow] = await collect(readFlows(toPcap(framed, linkType)))
    expect(flow).toMatchObject({ outcome: 'closed', sentBytes: 1 })
  }
})

test('a port that is used again is another flow', async () => {
  const made = new MadeEvents()
  for (const text of ['one', 'two']) made.connect(web, db).open().send('client', text).closeBoth()
  made.connect(web, db).open().send('client', 'three')
  made.connect(web, db).open('client')
  expect((await flowsOf(made)).map(({ sent }) => sent.toString())).toEqual(['one', 'two', 'three', ''])
})

async function flowsOf(made: MadeEvents): Promise<Flow[]> {
  return collect(readFlows(renderPcapng(made.events)))
}

async function packetsOf(made: MadeEvents): Promise<CapturedPacket[]> {
  const items = await collect(readCapture(renderPcapng(made.events)))
  return items.filter((item) => item.kind === 'packet')
}

async function bulkPackets() {
  const random = createRandom(7)
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => random() * 256))
  const sent = bytes(100_000)
  const received = bytes(50_000)
  const made = new MadeEvents()
  made.connect(web, db).open().send('client', sent).send('server', received).closeBoth()
  return { packets: await packetsOf(made), sent, received }
}

function toPcap(packets: readonly CapturedPacket[], linkType = 101): AsyncIterable<Buffer> {
  const head = Buffer.alloc(24)
  head.writeUInt32LE(0xa1b23c4d, 0)
  head.writeUInt16LE(2, 4)
  head.writeUInt32LE(linkType, 20)
  const records = packets.flatMap(({ timeNs, data, originalLength }) => {
    const record = Buffer.alloc(16)
    record.writeUInt32LE(Number(timeNs / 1_000_000_000n), 0)
    record.writeUInt32LE(Number(timeNs % 1_000_000_000n), 4)
    record.writeUInt32LE(data.length, 8)
    record.writeUInt32LE(Math.max(originalLength, data.length), 12)
    return [record, data]
  })
  return inPieces(Buffer.concat([head, ...records]))
}
