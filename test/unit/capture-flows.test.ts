import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { assembleFlows, filterFlows, readJournal, type RecordedFlow } from '../../packages/capture/src/index.js'
import { expect, test } from 'vitest'
import { at, MadeEvents } from './pcap-events.js'

const begin = 1_700_000_005_000_000_000n

test('a connection has both ends, the bytes of each direction once, and its end', async () => {
  const [flow, ...others] = await flowsOf('http')
  expect(others).toEqual([])
  expect(flow).toMatchObject({
    protocol: 'tcp',
    client: { address: '10.0.0.2', port: 40960, host: 'web', process: { pid: 101, program: 'curl' } },
    server: { address: '10.0.0.3', port: 80, host: 'api', process: { pid: 102, program: 'nginx' } },
    sentBytes: 18,
    receivedBytes: 21,
    lostBytes: 0,
    outcome: 'closed',
    endings: [
      { side: 'server', kind: 'fin', timeNs: begin + 4000n },
      { side: 'client', kind: 'fin', timeNs: begin + 6000n },
    ],
  })
  expect(flow?.sent.toString()).toBe('GET / HTTP/1.1\r\n\r\n')
  expect(flow?.received.toString()).toBe('HTTP/1.1 200 OK\r\n\r\nhi')
  expect(flow?.chunks.map(({ direction, length }) => [direction, length])).toEqual([
    ['sent', 18],
    ['received', 17],
    ['received', 4],
  ])
})

test('a forked child that answers shares its parent’s end, and endpoints that are used again are another connection', async () => {
  const [first, second, ...others] = await flowsOf('fork')
  expect(others).toEqual([])
  expect(first).toMatchObject({ outcome: 'closed', server: { host: 'echo', process: { program: 'echo' } } })
  expect([first?.sent.toString(), first?.received.toString()]).toEqual(['one', 'ONE'])
  expect(first?.endings).toEqual([
    { side: 'client', kind: 'fin', timeNs: begin + 2100n },
    { side: 'server', kind: 'fin', timeNs: begin + 4000n },
  ])
  expect(second).toMatchObject({ outcome: 'reset', server: { process: { program: 'inetd' } } })
  expect(second?.sent.toString()).toBe('two')
  expect(second?.endings).toEqual([{ side: 'server', kind: 'reset', timeNs: begin + 12_000n }])
})

test('what a killed program sent last is cut to what its peer received', async () => {
  const [flow] = await flowsOf('killed')
  expect(flow?.sent.toString()).toBe('abcdefg')
  expect(flow).toMatchObject({ outcome: 'closed', sentBytes: 7 })
  expect(flow?.endings).toEqual([
    { side: 'client', kind: 'fin', timeNs: begin + 5000n },
    { side: 'server', kind: 'fin', timeNs: begin + 6000n },
  ])
})

test('of what several killed programs sent last all is kept when their peer received one of it', async () => {
  const [flow, ...others] = await flowsOf('killed-together')
  expect(others).toEqual([])
  expect(flow?.sent.toString()).toBe('abcdef')
})

test('connections that did not come about are flows, and repeated blocked datagrams are one', async () => {
  const flows = await flowsOf('refused')
  expect(flows.map(({ protocol, outcome, errno, server }) => [protocol, outcome, errno, server.address])).toEqual([
    ['tcp', 'refused', 'ECONNREFUSED', '10.0.0.3'],
    ['tcp', 'blocked', 'ENETUNREACH', '2001:db8::1'],
    ['udp', 'blocked', 'ENETUNREACH', '198.51.100.1'],
    ['tcp', 'unanswered', undefined, '10.0.0.66'],
  ])
})

test('datagrams between two endpoints are a conversation, and each is a chunk', async () => {
  const [asked, lost, ...others] = await flowsOf('udp')
  expect(others).toEqual([])
  expect(asked).toMatchObject({
    protocol: 'udp',
    client: { host: 'web', process: { program: 'dig' } },
    server: { host: 'web', port: 53, process: { program: 'dnsmasq' } },
    outcome: 'closed',
  })
  expect(asked?.chunks.map(({ direction, bytes }) => [direction, bytes?.toString()])).toEqual([
    ['sent', 'question'],
    ['received', 'answer'],
    ['received', ''],
  ])
  expect(lost).toMatchObject({ outcome: 'refused', errno: 'ECONNREFUSED', chunks: [{ isRefused: true, length: 4 }] })
})

test('lost bytes are counted and stand where they were', async () => {
  const [flow] = await flowsOf('ring')
  expect(flow?.chunks.map(({ length, bytes }) => [length, bytes?.toString() ?? null])).toEqual([
    [4, null],
    [6, 'aaaaaa'],
    [10, 'bbbbbbbbbb'],
    [7, null],
  ])
  expect(flow).toMatchObject({ sentBytes: 27, lostBytes: 11, outcome: 'open' })
  expect(flow?.sent.toString()).toBe('aaaaaabbbbbbbbbb')
})

test('bytes that a program received and that nobody recorded as sent are counted', async () => {
  const made = new MadeEvents()
  const connection = made
    .connect(at('10.0.0.2', 40_000, 'web'), at('10.0.0.3', 80, 'db'))
    .open('client')
    .send('client', 'question')
  connection.close('client', false, 6n)
  const [flow] = (await assembleFlows(made.events)) as RecordedFlow[]
  expect(flow).toMatchObject({ sentBytes: 8, receivedBytes: 6, lostBytes: 6, unrecordedBytes: 6 })
})

test('flows are chosen by host, port, protocol, program and time', async () => {
  const flows = [...(await flowsOf('http')), ...(await flowsOf('udp'))]
  const count = (filter: Parameters<typeof filterFlows>[1]) => filterFlows(flows, filter).length
  expect(count({})).toBe(3)
  expect(count({ host: 'api' })).toBe(1)
  expect(count({ host: '10.0.0.3' })).toBe(2)
  expect(count({ host: { name: 'web' }, protocol: 'udp' })).toBe(2)
  expect(count({ port: 80, protocol: 'udp' })).toBe(0)
  expect(count({ program: 'dnsmasq' })).toBe(1)
  expect(count({ since: begin + 3600n })).toBe(2)
  expect(count({ since: begin + 4000n })).toBe(1)
  expect(count({ since: new Date() })).toBe(0)
  const [rest] = filterFlows(flows, { host: 'api', since: begin + 3000n })
  expect([rest?.sent.toString(), rest?.received.length]).toEqual(['', 21])
})

function flowsOf(vector: string) {
  return assembleFlows(readJournal(fileURLToPath(new URL(path.join('../vectors/journal', vector), import.meta.url))))
}
