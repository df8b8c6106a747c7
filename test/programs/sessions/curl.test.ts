import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { families } from '../setting/families.js'
import { bytesOf, inspectTraffic } from '../setting/inspect-traffic.js'
import { requireProgram } from '../setting/program-test.js'
import { relayTcp } from '../setting/relay.js'
import { startNginx } from '../setting/servers/nginx.js'

const test = requireProgram('nginx', 'curl', 'openssl', 'tshark')

test('tshark finds the bytes that curl itself has written down of HTTP with nginx, over IPv4 and IPv6', async ({
  recorded: network,
  folder,
}) => {
  const web = await network.host('web')
  const desk = await network.host('desk')
  await startNginx(web, folder, 'return 200 "$request_uri $http_user_agent";')
  const traces = []
  for (const { family, inUrl } of families) {
    const trace = path.join(folder, `${family}.trace`)
    await desk.run('curl', ['-sS', '--trace', trace, '-d', 'a=1', `http://${inUrl(web)}/cart?of=${family}`])
    traces.push(readTrace(trace))
  }
  const { warnings, protocols, tcp } = await inspectTraffic(network, folder)
  expect(warnings).toEqual([])
  expect(protocols).toContain('http')
  expect(tcp.map(({ sent, received }) => [sent.toString(), received.toString()])).toEqual(traces)
})

test('tshark finds the bytes of HTTPS between curl and nginx, as a relay between them read them', async ({
  recorded: network,
  folder,
}) => {
  const [web, front, desk] = [await network.host('web'), await network.host('front'), await network.host('desk')]
  const [key, certificate] = [path.join(folder, 'key.pem'), path.join(folder, 'certificate.pem')]
  const subject = ['-subj', '/CN=web', '-days', '1', '-nodes']
  await desk.run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', ...subject, '-keyout', key, '-out', certificate])
  const server = `listen 443 ssl; listen [::]:443 ssl; ssl_certificate ${certificate}; ssl_certificate_key ${key};`
  await startNginx(web, folder, `root ${folder};`, { server })
  const bytes = []
  for (const { addressOf, inUrl } of families) {
    const relay = await relayTcp({ address: addressOf(front), port: 443 }, { address: addressOf(web), port: 443 })
    await desk.run('curl', ['-sSk', '-o', '/dev/null', `https://${inUrl(front)}/certificate.pem`])
    bytes.push(...relay.conversations, ...relay.conversations)
    relay.close()
  }
  const { warnings, protocols, tcp } = await inspectTraffic(network, folder)
  expect(warnings).toEqual([])
  expect(protocols).toContain('tls')
  expect(tcp.map(bytesOf)).toEqual(bytes)
  expect(bytes[0]?.received.length).toBeGreaterThan(1000)
})

/** The bytes each way, out of the dump that `curl --trace` leaves. */
function readTrace(file: string): [sent: string, received: string] {
  const bytes = { '=>': '', '<=': '' }
  let direction: keyof typeof bytes | undefined
  for (const line of readFileSync(file, 'latin1').split('\n')) {
    const title = /^(=>|<=|==) /.exec(line)?.[1]
    if (title) direction = title === '==' ? undefined : (title as keyof typeof bytes)
    else if (direction) bytes[direction] += Buffer.from(line.slice(6, 54).replaceAll(' ', ''), 'hex').toString('latin1')
  }
  return [bytes['=>'], bytes['<=']]
}
