import path from 'node:path'
import { writePcap, writePcapng } from '@socketwrap/capture'
import { expect } from 'vitest'
import { at, MadeEvents } from '../unit/pcap-events.js'
import { createRandom } from '../unit/pcap-random.js'
import { requireProgram } from './setting/program-test.js'
import { exchangeOverTls } from './setting/tls-exchange.js'
import { findComplaints, followStream, opaquePort, readFields } from './setting/tshark.js'

const test = requireProgram('tshark')

const families = [
  { family: 'IPv4', web: '10.0.0.2', db: '10.0.0.3' },
  { family: 'IPv6', web: 'fd00::2', db: 'fd00::3' },
]

for (const { family, web, db } of families) {
  test(`tshark follows a megabyte each way over ${family} to the exact bytes, in both formats and all MTUs`, async ({
    folder,
  }) => {
    const random = createRandom(3)
    const sent = Buffer.from(Uint8Array.from({ length: 1_000_003 }, () => random() * 256))
    const received = Buffer.from(Uint8Array.from({ length: 1_000_001 }, () => random() * 256))
    const made = new MadeEvents()
    const connection = made.connect(at(web, 40_000, 'web'), at(db, opaquePort, 'db')).open()
    const step = 70_001
    for (let begin = 0; begin < sent.length; begin += step) {
      connection
        .send('client', sent.subarray(begin, begin + step))
        .send('server', received.subarray(begin, begin + step))
    }
    connection.closeBoth()
    for (const mtu of [576, 1500, 65_535]) {
      const file = path.join(folder, `${mtu}.pcapng`)
      await writePcapng(made.events, file, { mtu })
      expect(findComplaints(file)).toEqual([])
      const followed = followStream(file, 'tcp', 0)
      expect(followed.sent.equals(sent)).toBe(true)
      expect(followed.received.equals(received)).toBe(true)
    }
    const classic = path.join(folder, 'classic.pcap')
    await writePcap(made.events, classic)
    expect(findComplaints(classic)).toEqual([])
    expect(followStream(classic, 'tcp', 0).sent.equals(sent)).toBe(true)
  })

  test(`tshark recognises HTTP, redis and DNS over ${family}`, async ({ folder }) => {
    const made = new MadeEvents()
    const from = (port: number) => at(web, port, 'web')
    made
      .connect(from(40_000), at(db, 80, 'db'), ['curl', 'nginx'])
      .open()
      .send('client', 'GET /cart HTTP/1.1\r\nHost: db\r\n\r\n')
      .send('server', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello')
      .closeBoth()
    const redis = made.connect(from(40_001), at(db, 6379, 'db')).open()
    for (const byte of '*2\r\n$3\r\nGET\r\n$5\r\nfruit\r\n') redis.send('client', byte)
    redis.send('server', '$5\r\napple\r\n').closeBoth()
    const name = '\u0002db\u0004test\u0000\u0000\u0001\u0000\u0001'
    const answer = '\u00c0\u000c\u0000\u0001\u0000\u0001\u0000\u0000\u0000\u003c\u0000\u0004\u000a\u0000\u0000\u0003'
    const query = Buffer.from(
      `\u0012\u0034\u0001\u0000\u0000\u0001\u0000\u0000\u0000\u0000\u0000\u0000${name}`,
      'latin1',
    )
    const reply = Buffer.from(
      `\u0012\u0034\u0081\u0080\u0000\u0001\u0000\u0001\u0000\u0000\u0000\u0000${name}${answer}`,
      'latin1',
    )
    made.datagram(from(40_002), at(db, 53, 'db'), query).datagram(at(db, 53, 'db'), from(40_002), reply)
    const file = path.join(folder, 'protocols.pcapng')
    await writePcapng(made.events, file)
    expect(findComplaints(file)).toEqual([])
    expect(readFields(file, 'http.request', 'http.request.uri')).toEqual([['/cart']])
    expect(readFields(file, 'http.response', 'http.response.code', 'http.file_data')[0]?.[0]).toBe('200')
    expect(readFields(file, 'dns.a', 'dns.qry.name', 'dns.a')).toEqual([['db.test', '10.0.0.3']])
    const values = readFields(file, 'resp.bulk_string.value', 'resp.bulk_string.value').flat()
    expect(values.map((hex) => Buffer.from(hex, 'hex').toString())).toEqual(['GET', 'fruit', 'apple'])
  })

  test(`tshark reads UDP-Lite over ${family}, whatever the checksum covers`, async ({ folder }) => {
    const made = new MadeEvents()
    const [client, server] = [at(web, 40_000, 'web'), at(db, opaquePort, 'db')]
    for (const length of [0, 1, 2, 3, 101]) {
      for (const coverage of [0, 8, 9, 10, 11].filter((bytes) => bytes <= 8 + length)) {
        made.datagram(client, server, Buffer.alloc(length, 'd'), 0, { protocol: 'udplite', coverage })
      }
    }
    made.datagram(client, server, 'nobody', -111, { protocol: 'udplite' })
    made.attempt('blocked', 'udplite', client, at(web.includes(':') ? '2001:db8::1' : '203.0.113.9', 443, ''))
    const file = path.join(folder, 'lite.pcapng')
    await writePcapng(made.events, file)
    expect(findComplaints(file)).toEqual([])
    const coverages = readFields(file, 'udplite && !icmp && !icmpv6', 'udp.checksum_coverage', 'udp.checksum.status')
    const shown = coverages.map(([coverage]) => coverage).join(' ')
    expect(shown).toBe('0 8 0 8 9 0 8 9 10 0 8 9 10 11 0 8 9 10 11 0 0')
    expect(new Set(coverages.map(([, status]) => status))).toEqual(new Set(['1']))
  })

  test(`tshark finds refused, blocked and reset connections and datagrams of all sizes over ${family} well formed`, async ({
    folder,
  }) => {
    const made = new MadeEvents()
    const client = (port: number) => at(web, port, 'web')
    const server = at(db, 40_100, 'db')
    const nowhere = at(web.includes(':') ? '2001:db8::1' : '203.0.113.9', 443, '')
    made.attempt('refused', 'tcp', client(1), server).attempt('blocked', 'tcp', client(2), nowhere)
    made.attempt('blocked', 'udp', client(40_003), at(nowhere.address, 40_004, ''))
    made.connect(client(3), server).open().send('client', 'never read').close('server', true).readReset('client')
    for (const length of [0, 1, 65_507]) made.datagram(client(40_004), server, Buffer.alloc(length, 'd'))
    made.datagram(client(40_005), server, Buffer.alloc(2000, 'r'), -111)
    const file = path.join(folder, 'failures.pcapng')
    await writePcapng(made.events, file)
    expect(findComplaints(file)).toEqual([])
    expect(readFields(file, 'tcp.flags.reset == 1', 'tcp.stream')).toEqual([['0'], ['2']])
    expect(readFields(file, 'udp && !icmp && !icmpv6', 'udp.length').flat().map(Number)).toEqual([
      8, 8, 9, 65_515, 2008,
    ])
    const codes = readFields(file, 'icmp || icmpv6', 'icmp.type', 'icmp.code', 'icmpv6.type', 'icmpv6.code')
    const expected = web.includes(':')
      ? [
          ['1', '0'],
          ['1', '0'],
          ['1', '4'],
        ]
      : [
          ['3', '0'],
          ['3', '0'],
          ['3', '3'],
        ]
    expect(codes.map((row) => row.filter((column) => column !== ''))).toEqual(expected)
  })
}

test('tshark shows hosts as interfaces and names, programs in comments, and the times', async ({ folder }) => {
  const made = new MadeEvents()
  made
    .connect(at('10.0.0.2', 40_000, 'web'), at('10.0.0.3', 40_001, 'db'), ['curl', 'server'])
    .open()
    .closeBoth()
  const file = path.join(folder, 'names.pcapng')
  await writePcapng(made.events, file, { comment: 'a test' })
  const [first] = readFields(file, 'frame.number == 1', 'frame.interface_name', 'frame.comment', 'frame.time_epoch')
  expect(first).toEqual(['web', 'curl[10] on web → db', '1700000000.001000000'])
})

test('tshark shows HTTP inside TLS with the keys in the file', async ({ folder }) => {
  const { sent, received, keyLog } = await exchangeOverTls('GET /secret HTTP/1.1\r\nHost: db\r\n\r\n')
  const made = new MadeEvents()
  const connection = made.connect(at('10.0.0.2', 40_000, 'web'), at('10.0.0.3', 443, 'db')).open()
  for (let turn = 0; turn < Math.max(sent.length, received.length); turn += 1) {
    connection.send('client', sent[turn] ?? '').send('server', received[turn] ?? '')
  }
  connection.closeBoth()
  const file = path.join(folder, 'tls.pcapng')
  await writePcapng(made.events, file, { tlsKeys: keyLog })
  expect(findComplaints(file)).toEqual([])
  expect(readFields(file, 'http.request', 'http.request.uri')).toEqual([['/secret']])
})
