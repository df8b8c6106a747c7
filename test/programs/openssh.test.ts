import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { expect } from 'vitest'
import { families } from './setting/families.js'
import { idOf, userOf } from './setting/processes.js'
import { sshOptions, startSshd } from './setting/servers/openssh.js'
import { requireRoot, requireSshd } from './setting/program-test.js'
import { eventually, printed } from './setting/wait-for.js'

const test = requireSshd()
const scpTest = requireSshd('scp')
const rootTest = requireRoot('sshd', 'ssh', 'ssh-keygen')

for (const { family, addressOf } of families) {
  test(`ssh runs a command on another host and its connection has virtual addresses, over ${family}`, async ({
    network,
    folder,
  }) => {
    const far = await network.host('far')
    const desk = await network.host('desk')
    await startSshd(far, folder)
    const { stdout } = await desk.run('ssh', [...sshOptions(folder), addressOf(far), 'echo $SSH_CONNECTION'])
    expect(stdout).toMatch(new RegExp(`^${addressOf(desk)} \\d+ ${addressOf(far)} 22\n$`))
  })

  test(`what a remote command starts is on the remote host, over ${family}`, async ({ network, folder }) => {
    const far = await network.host('far')
    const desk = await network.host('desk')
    const server = createServer((socket) => socket.end(`from ${socket.remoteAddress}`)).listen(
      80,
      addressOf(network.testHost),
    )
    await once(server, 'listening')
    await startSshd(far, folder)
    const command = `${process.execPath} -e "net.connect(80, '${addressOf(network.testHost)}').pipe(process.stdout)"`
    const { stdout } = await desk.run('ssh', [...sshOptions(folder), addressOf(far), command])
    expect(stdout).toBe(`from ${addressOf(far)}`)
    server.close()
  })
}

test('ssh -L carries a connection of the test to a port that only the far host sees', async ({ network, folder }) => {
  const far = await network.host('far')
  const desk = await network.host('desk')
  await startSshd(far, folder)
  const service = "net.createServer((s) => s.end('for ' + s.remoteAddress)).listen(8080, '127.0.0.1')"
  const hidden = await far.spawn(process.execPath, ['-e', service])
  await hidden.listening(8080)
  const ssh = await desk.spawn('ssh', [...sshOptions(folder), '-N', '-L', '*:9000:127.0.0.1:8080', far.ip])
  await ssh.listening(9000)
  expect(await text(connect(9000, desk.ip))).toBe('for 127.0.0.1')
  expect(await text(connect(9000, desk.ip6))).toBe('for 127.0.0.1')
})

test('ssh -R lets the far host reach a server that is written in the test', async ({ network, folder }) => {
  const far = await network.host('far')
  const server = createServer((socket) => socket.end('from the test')).listen(8080, '127.0.0.1')
  await once(server, 'listening')
  await startSshd(far, folder)
  const ssh = await network.spawn('ssh', [...sshOptions(folder), '-N', '-R', '9000:127.0.0.1:8080', '-v', far.ip])
  await printed(ssh, /remote forward success/)
  const { stdout } = await far.run(process.execPath, ['-e', "net.connect(9000, '127.0.0.1').pipe(process.stdout)"])
  expect(stdout).toBe('from the test')
  server.close()
})

scpTest('scp copies four megabytes to another host and back', async ({ network, folder }) => {
  const far = await network.host('far')
  const desk = await network.host('desk')
  await startSshd(far, folder)
  const [source, copy, back] = ['source', 'copy', 'back'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ]
  const bytes = Buffer.alloc(4 * 2 ** 20, 'socketwrap ')
  writeFileSync(source, bytes)
  await desk.run('scp', [...sshOptions(folder), source, `${far.ip}:${copy}`])
  await desk.run('scp', [...sshOptions(folder), `[${far.ip6}]:${copy}`, back])
  expect(readFileSync(back).equals(bytes)).toBe(true)
})

rootTest(
  'sshd separates privileges: another user talks to the client before it has logged in',
  async ({ network, folder }) => {
    const far = await network.host('far')
    const sshd = await startSshd(far, folder)
    const socket = connect(22, far.ip)
    const [banner] = await once(socket, 'data')
    expect(String(banner)).toMatch(/^SSH-2\.0-OpenSSH/)
    socket.write('SSH-2.0-test\r\n')
    await once(socket, 'data')
    await eventually(() => network.processes().map(({ pid }) => userOf(pid))).toContain(idOf('sshd'))
    expect(userOf(sshd.pid)).toBe(0)
    socket.destroy()
  },
)
