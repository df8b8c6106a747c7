import { writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { constants } from 'node:os'
import path from 'node:path'
import type { Host, Program } from 'socketwrap'
import { expect } from 'vitest'
import { families } from './setting/families.js'
import { requireProgram } from './setting/program-test.js'
import { catches } from './setting/processes.js'
import { eventually, printed } from './setting/wait-for.js'

const test = requireProgram('haproxy', 'curl')

for (const { family, addressOf, inUrl } of families) {
  test(`haproxy hands requests to two backends in turn over ${family}`, async ({ network, folder }) => {
    const [front, one, two] = await Promise.all(['front', 'one', 'two'].map((name) => network.host(name)))
    if (!front || !one || !two) throw new Error('no hosts')
    const servers = [await serve(one, addressOf(one)), await serve(two, addressOf(two))]
    await startHaproxy(front, folder, [`${inUrl(one)}:8080`, `${inUrl(two)}:8080`])

    const url = `http://${inUrl(front)}/`
    const desk = await network.host('desk')
    const { stdout } = await desk.run('curl', ['-sS', url, url, url, url])
    expect(stdout).toBe(['one', 'two', 'one', 'two'].map((name) => `${name} for ${addressOf(desk)}\n`).join(''))
    const response = await fetch(url)
    expect(await response.text()).toBe(`one for ${addressOf(network.testHost)}\n`)
    for (const server of servers) server.close()
  })
}

test('a new haproxy shares the port of the old one and then ends it (-sf)', async ({ network, folder }) => {
  const front = await network.host('front')
  const [one, two] = [await network.host('one'), await network.host('two')]
  const servers = [await serve(one, one.ip), await serve(two, two.ip)]
  const old = await startHaproxy(front, folder, [`${one.ip}:8080`])
  const slow = fetch(`http://${front.ip}/slow`)
  await once(servers[0] as Server, 'slow')
  await startHaproxy(front, folder, [`${two.ip}:8080`], '-sf', String(old.pid))

  servers[0]?.emit('answer')
  expect(await (await slow).text()).toContain('one for')
  expect((await old.exited).exitCode).toBe(0)
  const { stdout } = await network.run('curl', ['-sS', `http://${front.ip}/`])
  expect(stdout).toBe(`two for ${network.testHost.ip}\n`)
  for (const server of servers) server.close()
})

test('a haproxy master with workers reloads on SIGUSR2', async ({ network, folder }) => {
  const front = await network.host('front')
  const [one, two] = [await network.host('one'), await network.host('two')]
  const servers = [await serve(one, one.ip), await serve(two, two.ip)]
  const master = await startHaproxy(front, folder, [`${one.ip}:8080`], '-W')
  const answers = async () => (await network.run('curl', ['-sS', `http://${front.ip}/`])).stdout
  expect(await answers()).toContain('one for')
  const loaded = master.output.match(/Loading success/g)?.length ?? 0
  writeConfiguration(folder, [`${two.ip}:8080`])
  // A master that has not begun to wait for its workers yet drops the signal.
  await eventually(() => catches(master.pid, constants.signals.SIGCHLD)).toBe(true)
  master.kill('SIGUSR2')
  await eventually(() => master.output.match(/Loading success/g)?.length).toBe(loaded + 1)
  await eventually(answers).toContain('two for')
  for (const server of servers) server.close()
})

test('haproxy sees that a backend is down and up by its health checks', async ({ network, folder }) => {
  const front = await network.host('front')
  const one = await network.host('one')
  const haproxy = await startHaproxy(front, folder, [`${one.ip}:8080 check inter 20ms fall 1 rise 1`])
  await printed(haproxy, /Server pool\/s0 is DOWN.*Connection refused/)
  const server = await serve(one, one.ip)
  await printed(haproxy, /Server pool\/s0 is UP/)
  server.close()
})

/** Says who it is and for whom; `/slow` is answered on the server's event `answer`. */
async function serve(host: Host, address: string): Promise<Server> {
  const server = createServer((request, response) => {
    const answer = () => response.end(`${host.name} for ${request.headers['x-forwarded-for']}\n`)
    if (request.url !== '/slow') return answer()
    server.once('answer', answer)
    server.emit('slow')
  })
  server.listen(8080, address)
  await once(server, 'listening')
  return server
}

async function startHaproxy(host: Host, folder: string, backends: string[], ...options: string[]): Promise<Program> {
  const haproxy = await host.spawn('haproxy', ['-db', ...options, '-f', writeConfiguration(folder, backends)])
  await haproxy.listening(80)
  return haproxy
}

function writeConfiguration(folder: string, backends: string[]): string {
  const file = path.join(folder, 'haproxy.cfg')
  writeFileSync(
    file,
    `global
  log stderr local0
defaults
  mode http
  option forwardfor
  timeout connect 5s
  timeout client 30s
  timeout server 30s
listen pool
  bind 0.0.0.0:80
  bind :::80 v6only
  balance roundrobin
${backends.map((backend, index) => `  server s${index} ${backend}`).join('\n')}
`,
  )
  return file
}
