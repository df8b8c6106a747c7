import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Host, Program } from 'socketwrap'
import { expect } from 'vitest'
import { families } from './setting/families.js'
import { programPath } from './setting/find-program.js'
import { childrenOf, idOf, userOf } from './setting/processes.js'
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
  writeConfiguration(folder, "return 200 'new';")
  nginx.kill('SIGHUP')
  await Promise.all(oldWorkers.map(gone))
  const { stdout } = await network.run('curl', ['-sS', `http://${web.ip}/`, `http://${inBrackets(web)}/`])
  expect(stdout).toBe('newnew')
  expect(nginx.exit).toBeUndefined()
})

// Nginx takes USR2 only when its parent is gone, so this one puts itself into the background.
test('a new nginx binary takes over the listening sockets on USR2, and the old one ends on QUIT', async ({
  network,
  folder,
}) => {
  const web = await network.host('web')
  await startNginx(web, folder, "return 200 '$pid';", 'daemon on;')
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

async function startNginx(host: Host, folder: string, location: string, main = 'daemon off;'): Promise<Program> {
  writeConfiguration(folder, location, main)
  // A binary upgrade starts the new binary by the name that the old one was started with.
  const nginx = await host.spawn(programPath('nginx'), ['-p', folder, '-c', 'nginx.conf', '-e', 'error.log'])
  await nginx.listening(80)
  const workers = () => childrenOf(readPid(path.join(folder, 'nginx.pid')))
  await eventually(() => workers().length).toBe(2)
  return nginx
}

function writeConfiguration(folder: string, location: string, main = 'daemon off;'): void {
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  writeFileSync(
    path.join(folder, 'nginx.conf'),
    `${main} worker_processes 2; pid nginx.pid; error_log error.log;
    ${process.getuid?.() === 0 ? 'user www-data;' : ''}
    events { worker_connections 128; }
    http {
      access_log off;
      ${kinds.map((kind) => `${kind}_temp_path ${kind}_temp;`).join(' ')}
      server { listen 80; listen [::]:80; location / { ${location} } }
    }`,
  )
}

function inBrackets(host: Host): string {
  return `[${host.ip6}]`
}

function readPid(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return 0
  }
}
