import { resolveMx } from 'node:dns/promises'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { network } from 'socketwrap'

/** A server of somebody else's, which the test has written: it says what it was called, and where. */
async function openSite(address) {
  const site = createServer(({ headers }, response) => {
    response.setHeader('connection', 'close').end(`${headers.host} at ${address}`)
  })
  site.listen(80, address)
  await once(site, 'listening')
  return site
}

async function visit(name, options) {
  const answer = await fetch(`http://${name}/`, options)
  return answer.text()
}

test('an API of somebody else’s is a host with its name', async () => {
  const api = await network.host('api.example.com', { ip: '203.0.113.9' })
  const site = await openSite(api.ip)
  expect(await visit('api.example.com')).toBe('api.example.com at 203.0.113.9')

  const { stdout } = await network.run('curl', ['-sS', 'http://api.example.com/'])
  expect(stdout).toBe('api.example.com at 203.0.113.9')
  site.close()
})

test('names have all records that a program may ask for', async () => {
  network.dns({ 'example.org': { MX: { priority: 10, exchange: 'mail.example.org' } } })
  const [{ exchange }] = await resolveMx('example.org')
  expect(exchange).toBe('mail.example.org')
})

test('a client goes on with IPv4 when the IPv6 address is dead', async () => {
  await network.host('dead', { ip: '2001:db8::9', silent: true })
  await network.host('living', { ip: '203.0.113.9' })
  network.dns({ 'api.example.com': ['2001:db8::9', '203.0.113.9'] })
  const site = await openSite('203.0.113.9')
  expect(await visit('api.example.com')).toBe('api.example.com at 203.0.113.9')
  site.close()
})

test('a client follows a name that moves', async () => {
  const sites = [await openSite('203.0.113.1'), await openSite('203.0.113.2')]
  network.dns({ 'api.example.com': '203.0.113.1' })
  expect(await visit('api.example.com')).toBe('api.example.com at 203.0.113.1')
  network.dns({ 'api.example.com': '203.0.113.2' })
  expect(await visit('api.example.com')).toBe('api.example.com at 203.0.113.2')
  for (const site of sites) site.close()
})

test('a client does not wait for ever for a slow name server', async () => {
  network.dns({ 'api.example.com': { A: '203.0.113.9', delayMs: 60_000 } })
  const patience = AbortSignal.timeout(50)
  await expect(visit('api.example.com', { signal: patience })).rejects.toThrow('timeout')
})
