// How fast recorded traffic becomes files and flows, and in how much memory: node bench/render.mjs [CASE…]
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { assembleFlows, formatSnapshot, readFlows, readJournal, writePcap, writePcapng } from '@socketwrap/capture'
import { encodeJournal } from '../test/vectors/encode-journal.mjs'

const MB = 1e6

/** Each case is what two processes record: lists of records, one for each. */
const cases = {
  'bulk, 64 KiB': () => connection(sends(3000, 65_536)),
  'one way, 1 KiB': () => connection(sends(150_000, 1024)),
  'both ways, 1 KiB': () => connection(answeredSends(75_000, 1024)),
  'one way, 100 B': () => connection(sends(500_000, 100)),
  'connections, 1 KiB each': () => manyConnections(40_000),
  'datagrams, 1 KiB': () => [datagrams(150_000, 1024), []],
}

const outputs = {
  pcapng: (directory, file) => writePcapng(readJournal(directory), `${file}.pcapng`),
  pcap: (directory, file) => writePcap(readJournal(directory), `${file}.pcap`),
  'read pcapng': (_, file) => readAll(readFlows(`${file}.pcapng`)),
  'read pcap': (_, file) => readAll(readFlows(`${file}.pcap`)),
  flows: async (directory) => readAll(await assembleFlows(readJournal(directory))),
  snapshot: async (directory) => formatSnapshot(await assembleFlows(readJournal(directory))),
}

/** Looks at every byte's chunk. */
async function readAll(flows) {
  let total = 0
  for await (const flow of flows) for (const { bytes } of flow.chunks) total += bytes?.length ?? 0
  return total
}

const ends = [
  { own: '10.0.0.2:40000', remote: '10.0.0.3:80' },
  { own: '10.0.0.3:80', remote: '10.0.0.2:40000', role: 'server' },
]

function connection([sent, received]) {
  const begin = ends.map((end, index) => ({ kind: 'open', socket: 1, at: index, ...end }))
  const last = 1e12
  const close = [
    { kind: 'close', socket: 1, at: last },
    { kind: 'end', socket: 1, at: last + 1 },
    { kind: 'close', socket: 1, at: last + 2 },
  ]
  return [
    [begin[0], ...sent, close[0]],
    [begin[1], ...received, close[1], close[2]],
  ]
}

function sends(count, size) {
  return [Array.from({ length: count }, (_, index) => send(1, 1000 * (index + 1), size)), []]
}

function answeredSends(count, size) {
  const [sent] = sends(count, size)
  return [sent, sent.map((record) => ({ ...record, at: record.at + 500 }))]
}

function send(socket, at, size) {
  return { kind: 'send', socket, at, text: 'x'.repeat(size) }
}

function manyConnections(count) {
  const [client, server] = [[], []]
  for (let socket = 1; socket <= count; socket += 1) {
    const at = socket * 10_000
    const port = 1024 + (socket % 60_000)
    client.push({ kind: 'open', socket, at, own: `10.0.0.2:${port}`, remote: '10.0.0.3:80' })
    server.push({ kind: 'open', socket, at: at + 1, own: '10.0.0.3:80', remote: `10.0.0.2:${port}`, role: 'server' })
    client.push(send(socket, at + 2, 512), { kind: 'end', socket, at: at + 5 }, { kind: 'close', socket, at: at + 6 })
    server.push(send(socket, at + 3, 512), { kind: 'close', socket, at: at + 4 })
  }
  return [client, server]
}

function datagrams(count, size) {
  const text = 'x'.repeat(size)
  const datagram = { kind: 'datagram', socket: 1, protocol: 'udp', own: '10.0.0.2:40000', remote: '10.0.0.3:53', text }
  return Array.from({ length: count }, (_, index) => ({ ...datagram, at: 1000 * (index + 1) }))
}

/** @returns bytes of payload */
function record(directory, parts) {
  mkdirSync(directory)
  let total = 0
  for (const [index, records] of parts.entries()) {
    const host = { index: index + 1, name: ['web', 'api'][index] }
    const journal = encodeJournal({ pid: 700 + index, program: 'node', host, capacity: 256 * 2 ** 20, records })
    writeFileSync(path.join(directory, `${journal.name}.events`), journal.events)
    writeFileSync(path.join(directory, `${journal.name}.bytes`), journal.bytes)
    total += journal.bytes.length
  }
  return total
}

/** In a process of its own, so that its memory is that of the one thing. The best of three: others use the machine too. */
function measure(output, directory, file) {
  const me = fileURLToPath(import.meta.url)
  const runs = Array.from({ length: 3 }, () =>
    JSON.parse(execFileSync(process.execPath, [me, '--measure', output, directory, file], { encoding: 'utf8' })),
  )
  return runs.reduce((best, run) => (run.seconds < best.seconds ? run : best))
}

async function measureHere([output, directory, file]) {
  const begin = performance.now()
  await outputs[output](directory, file)
  const seconds = (performance.now() - begin) / 1000
  // Not resourceUsage(): its maximum is inherited from the process that started this one.
  const [, rss] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))
  const { user, system } = process.cpuUsage()
  console.log(JSON.stringify({ seconds, cpu: (user + system) / 1e6, rss: rss * 1024 }))
}

function report(wanted) {
  const directory = mkdtempSync(path.join(tmpdir(), 'socketwrap-render-'))
  try {
    for (const [name, make] of Object.entries(cases)) {
      if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) continue
      const journal = path.join(directory, name)
      const payload = record(journal, make())
      const file = path.join(directory, 'out')
      for (const output of Object.keys(outputs)) {
        const { seconds, cpu, rss } = measure(output, journal, file)
        const [rate, cpuRate] = [seconds, cpu].map((time) => `${(payload / MB / time).toFixed(0)} MB/s`.padStart(9))
        const memory = `${(rss / MB).toFixed(0)} MB`.padStart(8)
        console.log(`${name.padEnd(24)} ${output.padEnd(12)} ${rate}, by processor time ${cpuRate}, peak RSS ${memory}`)
      }
      console.log(
        `${' '.repeat(24)} the file has ${(statSync(`${file}.pcapng`).size / payload).toFixed(2)} bytes a byte`,
      )
      rmSync(journal, { recursive: true })
    }
  } finally {
    rmSync(directory, { recursive: true })
  }
}

const [mode, ...rest] = process.argv.slice(2)
if (mode === '--measure') await measureHere(rest)
else report(process.argv.slice(2))
