import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { createRandom } from '../../unit/pcap-random.js'
import { families } from '../setting/families.js'
import { inspectTraffic } from '../setting/inspect-traffic.js'
import { requireProgram } from '../setting/program-test.js'
import { opaquePort, readFields } from '../setting/tshark.js'

const test = requireProgram('python3', 'tshark')
const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))
const port = String(opaquePort)

for (const { family, addressOf } of families) {
  test(`tshark follows a megabyte each way at once between two programs to the exact bytes, over ${family}`, async ({
    recorded: network,
    folder,
  }) => {
    const [far, desk] = [await network.host('far'), await network.host('desk')]
    const random = createRandom(family === 'IPv4' ? 1 : 2)
    const bytes = (length: number) => Buffer.from(Uint8Array.from({ length }, () => random() * 256))
    const [asked, told] = [bytes(1_048_576), bytes(1_048_577)]
    const file = (name: string) => path.join(folder, name)
    writeFileSync(file('asked'), asked)
    writeFileSync(file('told'), told)

    const stream = [fixture('stream.py'), 'listen', addressOf(far), port, file('told'), file('asked.received')]
    const server = await far.spawn('python3', stream)
    await server.listening(opaquePort)
    const client = ['connect', addressOf(far), port, file('asked'), file('told.received')]
    await desk.run('python3', [fixture('stream.py'), ...client])
    await server.exited
    expect(readFileSync(file('asked.received')).equals(asked)).toBe(true)
    expect(readFileSync(file('told.received')).equals(told)).toBe(true)

    const { warnings, tcp } = await inspectTraffic(network, folder)
    expect(warnings).toEqual([])
    expect(tcp).toHaveLength(1)
    expect(tcp[0]?.sent.equals(asked)).toBe(true)
    expect(tcp[0]?.received.equals(told)).toBe(true)
  })
}

test('tshark finds datagrams of 0, 1 and 65507 bytes as they were sent, over IPv4 and IPv6', async ({
  recorded: network,
  folder,
}) => {
  const [far, desk] = [await network.host('far'), await network.host('desk')]
  const lengths = ['0', '1', '65507', '1472', '1473']
  const printed = []
  for (const { addressOf } of families) {
    const receive = [fixture('datagrams.py'), 'receive', addressOf(far), port, String(lengths.length)]
    const receiver = await far.spawn('python3', receive)
    await receiver.listening(opaquePort, { protocol: 'udp' })
    const { stdout } = await desk.run('python3', [fixture('datagrams.py'), 'send', addressOf(far), port, ...lengths])
    await receiver.exited
    expect(receiver.stdout).toBe(stdout)
    printed.push(...stdout.trimEnd().split('\n'))
  }
  const { file, warnings, udp } = await inspectTraffic(network, folder)
  expect(warnings).toEqual([])
  expect(udp).toHaveLength(2)
  const payloads = readFields(file, 'udp', 'udp.length', 'udp.payload')
  expect(payloads.map(([length, hex]) => `${Number(length) - 8} ${sha256(hex ?? '')}`)).toEqual(printed)
})

function sha256(hex: string): string {
  return createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex')
}
