import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClient } from 'redis'
import { network } from 'socketwrap'

const beside = (file) => fileURLToPath(new URL(file, import.meta.url))

let directory
let web, api, db

// A shop on three hosts: nginx in front, an API in Python behind it, and redis behind that.
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'shop-'))
  web = await network.host('web', { ip: '203.0.113.7' })
  api = await network.host('api', { ip: '10.0.0.3' })
  db = await network.host('db', { ip: '10.0.0.4' })

  const redis = await db.spawn('redis-server', ['--bind', '0.0.0.0', '--protected-mode', 'no', '--save', ''])
  await redis.listening(6379)
  const python = await api.spawn('python3', [beside('api.py'), db.ip])
  const nginx = await web.spawn('nginx', ['-p', directory, '-c', beside('nginx.conf')])
  await Promise.all([python.listening(3000), nginx.listening(80)])
})

afterAll(() => rm(directory, { recursive: true }))

test('a visitor and the test itself reach the shop', async () => {
  const laptop = await network.host('laptop', { ip: '198.51.100.20' })
  const curl = await laptop.run('curl', ['-s', `http://${web.ip}/`])
  expect(curl.stdout).toBe('Hello 198.51.100.20, you are visitor 1.\n')

  const answer = await (await fetch(`http://${web.ip}/`)).text()
  expect(answer).toBe('Hello 10.0.0.1, you are visitor 2.\n')

  const client = await createClient({ url: `redis://${db.ip}:6379` }).connect()
  const visits = await client.get('visits')
  expect(visits).toBe('2')

  await keepScene([
    ['laptop', `curl http://${web.ip}/`, curl.stdout.trim()],
    ['test', `fetch('http://${web.ip}/')`, answer.trim()],
    ['test', `redis.get('visits')`, visits],
  ])
  await client.close()
})

/** `pnpm demo` draws what this file holds. */
async function keepScene(talks) {
  if (!process.env.DEMO_SCENE) return
  const hosts = network.hosts().map(({ name, addresses }) => ({ name, addresses }))
  await writeFile(process.env.DEMO_SCENE, JSON.stringify({ hosts, sockets: network.sockets(), talks }))
}
