import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect } from 'vitest'
import { findNode } from '../runners/node-versions.js'
import { families } from './setting/families.js'
import { childrenOf } from './setting/processes.js'
import { requireProgram } from './setting/program-test.js'
import { printed } from './setting/wait-for.js'

const test = requireProgram()

/** The Node that runs the tests, and the other versions that are installed. */
const running = Number.parseInt(process.versions.node, 10)
const versions = [20, 22, 24, 26].flatMap((major) => {
  const node = major === running ? process.execPath : findNode(major)
  return node ? [{ major, node }] : []
})

/** A cluster of two workers, each of which says its pid and who asked. */
const clusterServer = `
  const cluster = require('node:cluster')
  if (cluster.isPrimary) {
    cluster.schedulingPolicy = process.argv[2] === 'none' ? cluster.SCHED_NONE : cluster.SCHED_RR
    cluster.fork()
    cluster.fork()
    let listening = 0
    cluster.on('listening', () => ++listening === 2 && console.log('both listen'))
  } else {
    const { createServer } = require('node:net')
    createServer((socket) => socket.end(process.pid + ' ' + socket.remoteAddress + ' ' + socket.localAddress))
      .listen(80, '::')
  }
`

/** A parent that listens and gives each connection to a child. */
const connectionGiver = `
  const { fork } = require('node:child_process')
  const { createServer } = require('node:net')
  if (process.argv[2] === 'child') {
    process.on('message', (word, socket) => {
      socket.end(word + ' ' + socket.remoteAddress + ' ' + socket.localPort)
      process.disconnect()
    })
  } else {
    createServer({ pauseOnConnect: true }, (socket) => {
      const child = fork(__filename, ['child'])
      child.send('given', socket)
    }).listen(80)
  }
`

/** A parent that gives its listening socket to a child and forgets it. */
const listenerGiver = `
  const { fork } = require('node:child_process')
  const { createServer } = require('node:net')
  if (process.argv[2] === 'child') {
    process.once('message', (word, server) =>
      server.on('connection', (socket) => socket.end(process.pid + ' ' + socket.remoteAddress)))
  } else {
    const server = createServer().listen(80, () => {
      const child = fork(__filename, ['child'])
      child.send('server', server, () => server.close(() => console.log('given to ' + child.pid)))
    })
  }
`

/** Two workers on one UDP port. */
const datagramCluster = `
  const cluster = require('node:cluster')
  if (cluster.isPrimary) {
    cluster.fork()
    cluster.fork()
    let listening = 0
    cluster.on('listening', () => ++listening === 2 && console.log('both listen'))
  } else {
    const socket = require('node:dgram').createSocket('udp4').bind(53)
    socket.on('message', (message, peer) => socket.send(message + ' from ' + peer.address, peer.port, peer.address))
  }
`

describe.each(versions)('Node $major', ({ node }) => {
  for (const { family, addressOf } of families) {
    test(`a cluster in round robin serves with both workers over ${family}`, async ({ network, folder }) => {
      const web = await network.host('web')
      const cluster = await web.spawn(node, [script(folder, clusterServer), 'round-robin'])
      await printed(cluster, /both listen/)
      const answers = await ask(addressOf(web), 10)
      expect(new Set(answers.map(([pid]) => pid)).size).toBe(2)
      for (const [, client, server] of answers)
        expect([plain(client), plain(server)]).toEqual([addressOf(network.testHost), addressOf(web)])
    })

    test(`a cluster without round robin shares the listening socket over ${family}`, async ({ network, folder }) => {
      const web = await network.host('web')
      const cluster = await web.spawn(node, [script(folder, clusterServer), 'none'])
      await printed(cluster, /both listen/)
      const workers = childrenOf(cluster.pid)
      const answers = await ask(addressOf(web), 50)
      for (const [pid, client] of answers) {
        expect(workers).toContain(Number(pid))
        expect(plain(client)).toBe(addressOf(network.testHost))
      }
    })
  }

  test('child_process.send gives a connection to a child, addresses included', async ({ network, folder }) => {
    const web = await network.host('web')
    const parent = await web.spawn(node, [script(folder, connectionGiver)])
    await parent.listening(80)
    expect(await text(connect(80, web.ip6))).toBe(`given ${network.testHost.ip6} 80`)
  })

  test('child_process.send gives a listening server to a child, which goes on alone', async ({ network, folder }) => {
    const web = await network.host('web')
    const parent = await web.spawn(node, [script(folder, listenerGiver)])
    await printed(parent, /given to \d+/)
    const child = /given to (\d+)/.exec(parent.output)?.[1]
    expect(await text(connect(80, web.ip6))).toBe(`${child} ${network.testHost.ip6}`)
    expect(await text(connect(80, web.ip))).toBe(`${child} ::ffff:${network.testHost.ip}`)
  })

  test('a cluster shares a UDP port', async ({ network, folder }) => {
    const ns = await network.host('ns')
    const cluster = await ns.spawn(node, [script(folder, datagramCluster)])
    await printed(cluster, /both listen/)
    const client = createSocket('udp4')
    for (const word of ['one', 'two', 'three']) {
      client.send(word, 53, ns.ip)
      const [answer] = await once(client, 'message')
      expect(String(answer)).toBe(`${word} from ${network.testHost.ip}`)
    }
    client.close()
  })
})

function script(folder: string, source: string): string {
  const file = path.join(folder, 'program.cjs')
  writeFileSync(file, source)
  return file
}

async function ask(address: string, times: number): Promise<string[][]> {
  const answers = Array.from({ length: times }, () => text(connect(80, address)))
  return (await Promise.all(answers)).map((answer) => answer.split(' '))
}

/** A socket of :: shows an IPv4 address as a part of IPv6. */
function plain(address: string | undefined): string | undefined {
  return address?.replace('::ffff:', '')
}
