import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Host } from 'socketwrap'
import { expect } from 'vitest'
import { families } from './setting/families.js'
import { childrenOf, idOf, userOf } from './setting/processes.js'
import { readPid, startNginx, writeNginxConfiguration } from './setting/servers/nginx.js'
import { requireProgram, requireRoot } from './setting/program-test.js'
import { eventually, gone } from './setting/wait-for.js'

const test = requireProgram('nginx', 'curl')
const rootTest = requireRoot('nginx', 'curl')

for (const { family, inUrl } of families) {
  test(`curl on another host and fetch in the test get a page of nginx over ${family}`, async ({ network, folder }) => {
    const web = await network.host('web')
    const desk = await network.host('desk')
    await startNginx(web, folder, "return 200 '$remote_addr asked $server_addr:$server_port';")

    const address = inUrl(web).replace(/[[\]]/g, '')
    const { stdout } = await desk.run('curl', ['-sS', `http://${inUrl(web)}/`])
    expect(stdout).toBe(`${inUrl(desk).replace(/[[\]]/g, '')} asked ${address}:80`)
    const response = await fetch(`http://${inUrl(web)}/`)
    expect(await response.text()).toBe(`${inUrl(network.testHost).replace(/[[\]]/g, '')} asked ${address}:80`)
  })
}

test('nginx passes requests on to a server that is written in the test', async ({ network, folder }) => {
  const web = await network.host('web')
  const backend = await network.host('backend')
  const server = createServer((request, response) => response.end(`${request.socket.remoteAddress} ${request.url}`))
  server.listen(8080, backend.ip)
  await once(server, 'listening')
  await startNginx(web, folder, `proxy_pass http://${backend.ip}:8080;`)
  const { stdout } = await network.run('curl', ['-sS', `http://${web.ip}/shop`])
  expect(stdout).toBe(`${web.ip} /shop`)
  server.close()
})

test('eight megabytes go from curl through nginx to a server in the test and back', async ({ network, folder }) => {
  const web = await network.host('web')
  const server = createServer(async (request, response) => response.end(await buffer(request))).listen(8080)
  await once(server, 'listening')
  const target = `proxy_pass http://${network.testHost.ip}:8080;`
  await startNginx(web, folder, `client_max_body_size 9m; proxy_request_buffering off; ${target}`)
  const file = path.join(folder, 'upload')
  const bytes = Buffer.alloc(8 * 2 ** 20, 'socketwrap ')
  writeFileSync(file, bytes)
  const echo = path.join(folder, 'download')
  await web.run('curl', ['-sS', '-T', file, '-o', echo, 'http://127.0.0.1/'])
  expect(readFileSync(echo).equals(bytes)).toBe(true)
  server.close()
})

test('nginx serves a file with sendfile', async ({ network, folder }) => {
  const web = await network.host('web')
  const bytes = Buffer.alloc(3 * 2 ** 20, '0123456789abcdef')
  writeFileSync(path.join(folder, 'big.bin'), bytes)
  await startNginx(web, folder, `root ${folder}; sendfile on; tcp_nopush on;`)
  const response = await fetch(`http://${web.ip}/big.bin`)
  expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true)
})

test('nginx reloads its configuration on SIGHUP without closing its port', async ({ network, folder }) => {
  const web = await network.host('web')
  const nginx = await startNginx(web, folder, "return 200 'old';")
  const oldWorkers = childrenOf(nginx.pid)
  writeNginxConfiguration(folder, "return 200 'new';")
  nginx.kill('SIGHUP')
  await Promise.all(oldWorkers.map(gone))
  const { stdout } = await network.run('curl', ['-sS', `http://${web.ip}/`, `http://${inBrackets(web)}/`])
  expect(stdout).toBe('newnew')
  expect(nginx.exit).toBeUndefined()
})

// Nginx takes USR2 only when its parent is gone, so this one puts itself into the background; and while the one that
// it was started by still lives, as it does for a moment after the workers serve, it ignores the signal.
test('a new nginx binary takes over the listening sockets on USR2, and the old one ends on QUIT', async ({
  network,
  folder,
}) => {
  const web = await network.host('web')
  const starter = await startNginx(web, folder, "return 200 '$pid';", { main: 'daemon on;' })
  await starter.exited
  const pidFile = path.join(folder, 'nginx.pid')
  const oldMaster = readPid(pidFile)
  process.kill(oldMaster, 'SIGUSR2')
  await eventually(() => readPid(`${pidFile}.oldbin`) === oldMaster && childrenOf(readPid(pidFile)).length).toBe(2)
  const newMaster = readPid(pidFile)

  process.kill(oldMaster, 'SIGQUIT')
  await gone(oldMaster)
  for (const url of [`http://${web.ip}/`, `http://${inBrackets(web)}/`]) {
    const { stdout } = await network.run('curl', ['-sS', url])
    expect(childrenOf(newMaster)).toContain(Number(stdout))
  }
  await network.close()
  await gone(newMaster)
})

rootTest('nginx has a master of root and workers of www-data, which serve', async ({ network, folder }) => {
  const web = await network.host('web')
  const nginx = await startNginx(web, folder, "return 200 '$pid';")
  const { stdout } = await network.run('curl', ['-sS', `http://${web.ip}/`])
  const workers = childrenOf(nginx.pid)
  expect(workers).toContain(Number(stdout))
  expect(userOf(nginx.pid)).toBe(0)
  expect(workers.map(userOf)).toEqual(workers.map(() => idOf('www-data')))
})

function inBrackets(host: Host): string {
  return `[${host.ip6}]`
}
