import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { expect } from 'vitest'
import { families } from './setting/families.js'
import { requireProgram } from './setting/program-test.js'

const test = requireProgram('wget')

for (const { family, addressOf, inUrl } of families) {
  test(`wget follows a redirect to another host and saves the file over ${family}`, async ({ network, folder }) => {
    const [shop, store] = [await network.host('shop'), await network.host('store')]
    const redirect = createServer((request, response) =>
      response.writeHead(302, { location: `http://${inUrl(store)}${request.url}` }).end(),
    ).listen(80, addressOf(shop))
    const bytes = Buffer.alloc(2 ** 21, 'socketwrap ')
    const files = createServer((_, response) => response.end(bytes)).listen(80, addressOf(store))
    await Promise.all([once(redirect, 'listening'), once(files, 'listening')])

    const file = path.join(folder, 'file')
    await network.run('wget', ['--no-config', '-nv', '-O', file, `http://${inUrl(shop)}/file`])
    expect(readFileSync(file).equals(bytes)).toBe(true)
    redirect.close()
    files.close()
  })
}

test('wget finds a host of the network by its name', async ({ network }) => {
  const shop = await network.host('shop')
  const server = createServer((request, response) => response.end(request.headers.host)).listen(80, shop.ip)
  await once(server, 'listening')
  const { stdout } = await network.run('wget', ['--no-config', '-q', '-O', '-', 'http://shop/'])
  expect(stdout).toBe('shop')
  server.close()
})
