import { expect, test } from 'vitest'
import { CaptureError } from '../../packages/capture/src/capture-error.js'
import { readFlows } from '../../packages/capture/src/pcap/read-flows.js'
import { renderPcap, renderPcapng } from '../../packages/capture/src/pcap/write-capture.js'
import { collect, collectUntilError, inPieces } from './pcap-collect.js'
import { at, MadeEvents } from './pcap-events.js'
import { createRandom } from './pcap-random.js'

const rounds = 2000
const interesting = [0, 1, 2, 3, 4, 0x7f, 0x80, 0xff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffc, 0xffffffff]

const web = at('10.0.0.2', 40_000, 'web')
const db = at('10.0.0.3', 6379, 'db')
const made = new MadeEvents()
made.connect(web, db).open().send('client', Buffer.alloc(5000, 'a')).send('server', Buffer.alloc(300, 'b')).closeBoth()
made
  .connect(at('fd00::2', 1, 'web'), at('fd00::3', 2, 'db'))
  .open()
  .send('client', 'six')
  .close('server', true)
made.datagram(web, db, 'x').datagram(at('fd00::2', 5, 'web'), at('fd00::3', 6, 'db'), 'y', -111)
made.attempt('refused', 'tcp', web, db).attempt('blocked', 'tcp', web, at('1.2.3.4', 443, ''))

const options = { comment: 'fuzz', tlsKeys: 'CLIENT_RANDOM 01 02', hosts: [{ name: 'web', addresses: ['10.0.0.2'] }] }

for (const [name, render] of [
  ['pcapng', () => renderPcapng(made.events, options)],
  ['pcap', () => renderPcap(made.events)],
] as const) {
  test(
    `${rounds} damaged ${name} files give flows or a clear error, in little time and memory`,
    { timeout: 60_000 },
    async () => {
      const whole = Buffer.concat(await collect(render()))
      const memoryBefore = process.memoryUsage().arrayBuffers
      let errors = 0
      for (let seed = 1; seed <= rounds; seed += 1) {
        const damaged = damage(whole, createRandom(seed))
        const beginMs = performance.now()
        const { items, error } = await collectUntilError(readFlows(inPieces(damaged)))
        if (error) errors += 1
        if (error && !(error instanceof CaptureError)) throw new Error(`seed ${seed}`, { cause: error })
        const bytes = items.reduce((sum, flow) => sum + flow.sent.length + flow.received.length, 0)
        expect(bytes, `seed ${seed}`).toBeLessThanOrEqual(2 * damaged.length)
        expect(performance.now() - beginMs, `seed ${seed}`).toBeLessThan(5000)
      }
      expect(errors).toBeGreaterThan(rounds / 10)
      expect(process.memoryUsage().arrayBuffers - memoryBefore).toBeLessThan(256 << 20)
    },
  )
}

/** Changes numbers, cuts, repeats and removes parts. */
function damage(whole: Buffer, random: () => number): Buffer {
  let file = Buffer.from(whole)
  const pick = (count: number) => Math.floor(random() * count)
  for (let count = 1 + pick(6); count > 0; count -= 1) {
    const place = pick(file.length - 4)
    const kind = pick(8)
    if (kind <= 2) file[place] = pick(256)
    else if (kind <= 4) file.writeUInt32LE(interesting[pick(interesting.length)] ?? 0, place & ~3)
    else if (kind === 5) file = file.subarray(0, Math.max(8, place))
    else if (kind === 6) file = Buffer.concat([file.subarray(0, place), file.subarray(Math.max(0, place - pick(400)))])
    else file = Buffer.concat([file.subarray(0, place), file.subarray(place + 1 + pick(40))])
  }
  return file
}
