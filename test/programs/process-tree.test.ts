import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Network } from 'socketwrap'
import { expect } from 'vitest'
import { requireProgram } from './setting/program-test.js'
import { isAlive } from './setting/processes.js'
import { gone, printed } from './setting/wait-for.js'

const test = requireProgram('sh', 'env', 'curl')
const setsidTest = requireProgram('sh', 'setsid', 'nc')
const pythonTest = requireProgram('python3')

/** Forks twice, so that its parent is gone, leaves the session, closes every descriptor and serves. */
const daemon = `
import os, socket
if os.fork() > 0: os._exit(0)
os.setsid()
if os.fork() > 0: os._exit(0)
os.chdir('/')
os.closerange(0, 256)
server = socket.create_server(('', 80))
while True:
    connection, _ = server.accept()
    connection.sendall(str(os.getpid()).encode())
    connection.close()
`

test('the grandchildren of a shell pipeline are on the network, also after env -i', async ({ network }) => {
  const web = await network.host('web')
  const server = await serveAddresses(network)
  const ip = network.testHost.ip
  const pipeline = `env -i PATH="$PATH" sh -c 'curl -sS http://${ip}/ | env -i "$(command -v cat)"' | tr . -`
  const { stdout } = await web.run('sh', ['-c', pipeline])
  expect(stdout).toBe(`${web.ip.replaceAll('.', '-')}\n`)
  server.close()
})

test('xargs starts clients side by side, each on the host of its parent', async ({ network }) => {
  const web = await network.host('web')
  const server = await serveAddresses(network)
  const command = `yes http://${network.testHost.ip}/ | head -n 20 | xargs -P 8 -n 1 curl -sS`
  const { stdout } = await web.run('sh', ['-c', command])
  expect(stdout).toBe(`${web.ip}\n`.repeat(20))
  server.close()
})

pythonTest('a daemon that forked twice serves, and is killed with its network', async ({ network }) => {
  const web = await network.host('web')
  const program = await web.spawn('python3', ['-c', daemon])
  await program.listening(80)
  expect(await program.exited).toEqual({ exitCode: 0 })
  const client = `import socket; print(socket.create_connection(('${web.ip}', 80)).makefile().read())`
  const pid = Number((await network.run('python3', ['-c', client])).stdout)
  expect(isAlive(pid)).toBe(true)
  const { killed } = await network.close()
  expect(killed).toContainEqual(expect.objectContaining({ pid, host: 'web' }))
  await gone(pid)
})

setsidTest('a background job in a session of its own is killed with its network', async ({ network }) => {
  const web = await network.host('web')
  const shell = await web.spawn('sh', ['-c', 'setsid nc -l -k 7000 & echo started'])
  await printed(shell, /started/)
  await shell.listening(7000)
  const [listener] = network.sockets().filter(({ state }) => state === 'listening')
  const pids = network.processes().map(({ pid }) => pid)
  expect(listener?.local.port).toBe(7000)
  await network.close()
  for (const pid of pids) await gone(pid)
})

test('a program that is started with child_process in the test is on the test host', async ({ network }) => {
  const web = await network.host('web')
  const server = createServer((request, response) => response.end(request.socket.remoteAddress)).listen(80, web.ip)
  await once(server, 'listening')
  const curl = spawn('curl', ['-sS', `http://${web.ip}/`], { env: { PATH: process.env.PATH } })
  const [output] = await once(curl.stdout, 'data')
  expect(String(output)).toBe(network.testHost.ip)
  server.close()
})

test('a blocking child of the test reaches another program while the test waits for it', async ({ network }) => {
  const web = await network.host('web')
  const server = await web.spawn('python3', ['-m', 'http.server', '--bind', web.ip, '-d', '/nonexistent', '80'])
  await server.listening(80)
  const curl = spawnSync('curl', ['-sS', '-o', '/dev/null', '-w', '%{http_code}', `http://${web.ip}/`])
  expect(String(curl.stdout)).toBe('404')
})

async function serveAddresses(network: Network) {
  const server = createServer((request, response) => response.end(`${request.socket.remoteAddress}\n`))
  server.listen(80, network.testHost.ip)
  await once(server, 'listening')
  return server
}
