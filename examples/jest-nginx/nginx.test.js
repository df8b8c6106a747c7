const { mkdtemp, rm } = require('node:fs/promises')
const { createServer } = require('node:http')
const { tmpdir } = require('node:os')
const { join } = require('node:path')
const { network } = require('socketwrap')

let web
let directory

// nginx on port 80 of a host of its own. It ends with this file.
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nginx-'))
  web = await network.host('web')
  const nginx = await web.spawn('nginx', ['-p', directory, '-c', join(__dirname, 'nginx.conf')])
  await nginx.listening(80)
})

afterAll(() => rm(directory, { recursive: true }))

test('fetch in the test reaches nginx on port 80', async () => {
  const response = await fetch(`http://${web.ip}/`)
  expect(await response.text()).toBe(`${network.testHost.ip} asked ${web.ip}\n`)
})

test('curl on a host of its own reaches it, and nginx sees that host', async () => {
  const laptop = await network.host('laptop', { ip: '203.0.113.7' })
  const { stdout } = await laptop.run('curl', ['-s', `http://${web.ip}/`])
  expect(stdout).toBe(`203.0.113.7 asked ${web.ip}\n`)
})

test('the same over IPv6', async () => {
  const response = await fetch(`http://[${web.ip6}]/`)
  expect(await response.text()).toBe(`${network.testHost.ip6} asked ${web.ip6}\n`)
})

test('nginx passes requests on to a server in the test', async () => {
  const shop = createServer((_request, response) => response.end('one pair of socks\n'))
  await new Promise((resolve) => shop.listen(3000, resolve))
  const response = await fetch(`http://${web.ip}/shop/`)
  expect(await response.text()).toBe('one pair of socks\n')
  await new Promise((resolve) => shop.close(resolve))
})
