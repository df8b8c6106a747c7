import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Host } from 'socketwrap'
import { expect } from 'vitest'
import { families } from './setting/families.js'
import { requireProgram } from './setting/program-test.js'

const test = requireProgram('memcached')
const netcatTest = requireProgram('memcached', 'nc')

for (const { family, addressOf, wildcard } of families) {
  netcatTest(
    `memcached keeps what nc on another host stores, for a client in the test, over ${family}`,
    async ({ network }) => {
      const cache = await network.host('cache')
      const desk = await network.host('desk')
      await startMemcached(cache, '-l', wildcard)
      const stored = await desk.run('nc', ['-N', addressOf(cache), '11211'], {
        input: 'set fruit 0 0 5\r\napple\r\nquit\r\n',
      })
      expect(stored.stdout).toBe('STORED\r\n')
      const socket = connect(11211, addressOf(cache))
      socket.write('get fruit\r\nquit\r\n')
      expect(await text(socket)).toBe('VALUE fruit 0 5\r\napple\r\nEND\r\n')
    },
  )

  test(`memcached answers datagrams over ${family}`, async ({ network }) => {
    const cache = await network.host('cache')
    const memcached = await startMemcached(cache, '-l', wildcard, '-U', '11211')
    await memcached.listening(11211, { protocol: 'udp' })
    const client = createSocket(family === 'IPv4' ? 'udp4' : 'udp6')
    client.send(request(7, 'set fruit 0 0 4\r\npear\r\n'), 11211, addressOf(cache))
    expect(answer(await once(client, 'message'))).toEqual({ id: 7, text: 'STORED\r\n' })
    client.send(request(8, 'get fruit\r\n'), 11211, addressOf(cache))
    expect(answer(await once(client, 'message'))).toEqual({ id: 8, text: 'VALUE fruit 0 4\r\npear\r\nEND\r\n' })
    client.close()
  })
}

test('two hundred clients of the test use the threads of one memcached at once', async ({ network }) => {
  const cache = await network.host('cache')
  await startMemcached(cache, '-t', '4')
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, number) => {
      const socket = connect(11211, cache.ip)
      socket.write(`set key${number} 0 0 ${String(number).length}\r\n${number}\r\nget key${number}\r\nquit\r\n`)
      return text(socket)
    }),
  )
  for (const [number, text] of answers.entries())
    expect(text).toBe(`STORED\r\nVALUE key${number} 0 ${String(number).length}\r\n${number}\r\nEND\r\n`)
})

async function startMemcached(host: Host, ...options: string[]) {
  const memcached = await host.spawn('memcached', ['-u', 'nobody', '-m', '16', ...options])
  await memcached.listening(11211)
  return memcached
}

/** Memcached's datagrams begin with: request id, sequence number, number of datagrams, zero. */
function request(id: number, command: string): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt16BE(id, 0)
  header.writeUInt16BE(1, 4)
  return Buffer.concat([header, Buffer.from(command)])
}

function answer([message]: Buffer[]): { id: number; text: string } {
  const datagram = message as Buffer
  return { id: datagram.readUInt16BE(0), text: datagram.toString('utf8', 8) }
}
