import { readFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer, get } from 'node:https'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import type { IncomingMessage } from 'node:http'
import type { Host } from 'socketwrap'
import { expect } from 'vitest'
import { families } from './setting/families.js'
import { requireProgram } from './setting/program-test.js'

const test = requireProgram('openssl', 'curl')

for (const { family, inUrl } of families) {
  test(`curl and https in the test trust the certificate of openssl s_server by its name over ${family}`, async ({
    network,
    folder,
  }) => {
    const web = await network.host('web', { ip: [family === 'IPv4' ? '203.0.113.7' : '2001:db8::7'] })
    const files = await makeCertificate(web, folder)
    const server = await web.spawn('openssl', ['s_server', ...files, '-accept', '443', '-www'])
    await server.listening(443)
    const { stdout } = await network.run('curl', ['-sS', '--cacert', files[3], 'https://web/'])
    expect(stdout).toContain('s_server')
    const [response] = await once(get('https://web/', { ca: readFileSync(files[3]) }), 'response')
    expect(await text(response as IncomingMessage)).toContain('s_server')
  })

  test(`openssl s_client on a host talks to an https server in the test over ${family}`, async ({
    network,
    folder,
  }) => {
    const web = await network.host('web')
    const desk = await network.host('desk')
    const [, key, , cert] = await makeCertificate(web, folder)
    const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) =>
      response.end('hello'),
    ).listen(443, inUrl(web).replace(/[[\]]/g, ''))
    await once(server, 'listening')
    const client = ['s_client', '-quiet', '-verify_return_error', '-CAfile', cert, '-servername', 'web']
    const request = 'GET / HTTP/1.1\r\nHost: web\r\nConnection: close\r\n\r\n'
    const { stdout } = await desk.run('openssl', [...client, '-connect', `${inUrl(web)}:443`], { input: request })
    expect(stdout).toMatch(/^HTTP\/1.1 200 OK[^]*hello$/)
    server.close()
  })
}

/** The options of openssl for a key and a certificate of the name `web`, made in the folder. */
async function makeCertificate(host: Host, folder: string): Promise<['-key', string, '-cert', string]> {
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')]
  const name = ['-subj', '/CN=web', '-addext', 'subjectAltName=DNS:web']
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  await host.run('openssl', ['req', '-x509', ...curve, ...name, '-keyout', key, '-out', cert])
  return ['-key', key, '-cert', cert]
}
