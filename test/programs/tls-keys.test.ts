import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { connect as connectHttp2, createSecureServer } from 'node:http2'
import { createServer, get, type ServerOptions } from 'node:https'
import { createRequire } from 'node:module'
import path from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import type { SecureVersion } from 'node:tls'
import { promisify } from 'node:util'
import { createNetwork, type Network } from 'socketwrap'
import { expect, vi } from 'vitest'
import { makeCertificate } from './setting/certificate.js'
import { requireProgram, requireRoot } from './setting/program-test.js'
import { startNginx } from './setting/servers/nginx.js'
import { findComplaints, followTls, readFields } from './setting/tshark.js'

const test = requireProgram('tshark', 'openssl')
const curlTest = requireProgram('tshark', 'openssl', 'curl', 'nginx')
const pythonTest = requireProgram('tshark', 'openssl', 'python3')
const rootTest = requireRoot('tshark', 'openssl', 'python3', 'curl', 'setpriv')

const versions: SecureVersion[] = ['TLSv1.2', 'TLSv1.3']
const node = process.execPath
const socketwrap = createRequire(import.meta.url)
  .resolve('socketwrap/package.json')
  .replace(/package.json$/, 'bin/socketwrap.js')
const exec = promisify(execFile)

/** Answers with what was asked for. */
const serveInNode = `
  require('https').createServer(JSON.parse(process.argv[1]), (request, response) => response.end('you want ' + request.url)).listen(443)`
const askInNode = `
  require('https').get({ host: 'web', path: process.argv[1], agent: false, rejectUnauthorized: false }, (response) => response.pipe(process.stdout))`

const askItself = `const server = ${serveInNode.trim()}
  const options = { path: '/self', agent: false, rejectUnauthorized: false }
  require('https').get(options, (response) => response.on('end', () => server.close()).pipe(process.stdout))`

for (const version of versions) {
  const settings = { ...makeCertificate(), minVersion: version, maxVersion: version }

  test(`tshark shows what https, fetch and http2 of the test itself say over ${version}`, async ({ folder }) => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    const file = await record(folder, async (network) => {
      const stop = await serve(network, settings)
      const web = createSecureServer(settings, (request, response) => response.end(`you want ${request.url}`))
      await once(web.listen(8443), 'listening')

      expect(await askHttps('/by-https')).toBe('you want /by-https')
      expect(await (await fetch('https://web/by-fetch')).text()).toBe('you want /by-fetch')
      expect(await askHttp2(`https://${network.testHost.ip}:8443`, '/by-http2')).toBe('you want /by-http2')
      web.close()
      stop()
    })
    vi.unstubAllEnvs()
    expect(requestsIn(file)).toEqual(['/by-https', '/by-fetch'])
    expect(followTls(file, 0)).toMatch(
      /^GET \/by-https HTTP[^]*\r\n\r\nHTTP\/1.1 200 OK\r\n[^]*\r\n\r\nyou want \/by-https$/,
    )
    expect(readFields(file, 'http2.headers.path', 'http2.headers.path')).toEqual([['/by-http2']])
    expect(versionsIn(file)).toEqual([version, version, version])
    expect(findComplaints(file)).toEqual([])
  })

  test(`tshark shows what programs in Node say to each other over ${version}`, async ({ folder }) => {
    const file = await record(folder, async (network) => {
      const web = await network.host('web')
      const desk = await network.host('desk')
      const server = await web.spawn(node, ['-e', serveInNode, JSON.stringify(settings)])
      await server.listening(443)
      const asked = await desk.run(node, ['-e', askInNode, '/by-host'])
      expect([asked.stdout, asked.stderr]).toEqual(['you want /by-host', ''])
      const child = await exec(node, ['-e', askInNode, '/by-child'])
      expect(child).toEqual({ stdout: 'you want /by-child', stderr: '' })
      expect([server.stdout, server.stderr]).toEqual(['', ''])
    })
    expect(requestsIn(file)).toEqual(['/by-host', '/by-child'])
    expect(followTls(file, 1)).toContain('you want /by-child')
    expect(versionsIn(file)).toEqual([version, version])
    expect(findComplaints(file)).toEqual([])
  })

  curlTest(`tshark shows what curl says to nginx over ${version}`, async ({ folder }) => {
    const { key, cert } = makeCertificate()
    writeFileSync(path.join(folder, 'key.pem'), key)
    writeFileSync(path.join(folder, 'cert.pem'), cert)
    const file = await record(folder, async (network) => {
      const web = await network.host('web')
      const server = `listen 443 ssl; ssl_certificate cert.pem; ssl_certificate_key key.pem; ssl_protocols ${version};`
      await startNginx(web, folder, "return 200 'a page';", { server })
      const desk = await network.host('desk')
      const curl = await desk.run('curl', ['-sS', '-k', 'https://web/by-curl'])
      expect([curl.stdout, curl.stderr]).toEqual(['a page', ''])
    })
    expect(requestsIn(file).concat(readFields(file, 'http2', 'http2.headers.path').flat().filter(Boolean))).toEqual([
      '/by-curl',
    ])
    expect(versionsIn(file)).toEqual([version])
    expect(findComplaints(file)).toEqual([])
  })

  pythonTest(`tshark shows what Python says to a server that has no keys over ${version}`, async ({ folder }) => {
    const file = await record(folder, async (network) => {
      await serveSilently(network, settings)
      const desk = await network.host('desk')
      const python = await desk.run('python3', ['-c', askInPython, 'https://web/by-python'])
      expect([python.stdout, python.stderr]).toEqual(['you want /by-python\n', ''])
    })
    expect(requestsIn(file)).toEqual(['/by-python'])
    expect(followTls(file, 0)).toContain('you want /by-python')
    expect(findComplaints(file)).toEqual([])
  })
}

const askInPython = `
import ssl, sys, urllib.request
print(urllib.request.urlopen(sys.argv[1], context=ssl._create_unverified_context()).read().decode())`

test('each connection of a busy session can be read', async ({ folder }) => {
  const file = await record(folder, async (network) => {
    const stop = await serve(network, makeCertificate())
    const web = await network.host('desk')
    const many = `for (const name of 'abcdefghij') new (require('worker_threads').Worker)(process.argv[1], { eval: true, argv: ['/' + name] })`
    await Promise.all([
      ...Array.from({ length: 10 }, (_, number) => askHttps(`/${number}`)),
      web.run(node, ['-e', many, askInNode.replace('process.argv[1]', 'process.argv[2]')]),
    ])
    stop()
  })
  expect(requestsIn(file).sort()).toEqual([...'0123456789abcdefghij'].map((name) => `/${name}`))
  expect(findComplaints(file)).toEqual([])
})

test('a program with a key file of its own keeps its keys for itself, and they can be given by hand', async ({
  folder,
}) => {
  const own = path.join(folder, 'own-keys')
  const file = path.join(folder, 'given.pcapng')
  const keyless = await record(folder, async (network) => {
    await serveSilently(network, makeCertificate())
    const script = 'echo $SSLKEYLOGFILE; exec curl -sS -k https://web/secret'
    const { stdout } = await network.run('sh', ['-c', script], { env: { SSLKEYLOGFILE: own } })
    expect(stdout).toBe(`${own}\nyou want /secret`)
    await network.traffic().writePcap(file, { tlsKeys: readFileSync(own) })
  })
  expect(requestsIn(keyless)).toEqual([])
  expect(requestsIn(file)).toEqual(['/secret'])
  expect(readFileSync(own, 'utf8')).toMatch(/^CLIENT_|^SERVER_/m)
})

test('without tlsKeys nothing is kept and no program is told of a key file', async ({ folder }) => {
  const env = { FIRST: '1', NODE_OPTIONS: '--no-warnings', LAST: '2' }
  const environments: string[][] = []
  for (const tlsKeys of [true, false]) {
    const run = async (network: Network) => {
      const stop = await serve(network, makeCertificate())
      await askHttps('/secret')
      await network.run(node, ['-e', askInNode, '/secret'])
      stop()
      expect(existsSync(path.join(network.directory, 'journal', 'tls-keys'))).toBe(tlsKeys)
      const print = ['-e', 'console.log(JSON.stringify(process.env))']
      const spawned = await network.run(node, print, { env, inheritEnv: false })
      const started = await exec(node, print, { env })
      for (const { stdout } of [spawned, started]) environments.push(Object.keys(JSON.parse(stdout)).sort())
    }
    const file = await record(folder, run, { tlsKeys })
    const secrets = readFileSync(file).includes('CLIENT_TRAFFIC_SECRET_0')
    expect(secrets).toBe(tlsKeys)
    expect(requestsIn(file).length).toBe(tlsKeys ? 2 : 0)
  }
  const ours = ['FIRST', 'LAST', 'LD_PRELOAD', 'NODE_OPTIONS', 'SOCKET_WRAPPER_DIR', 'SOCKET_WRAPPER_HOST']
  const withKeys = [...ours, 'SSLKEYLOGFILE']
  expect(environments).toEqual([withKeys, withKeys, ours, ours])
})

test('run, pcap and watch of the command line write keys, unless they are told not to', async ({ folder }) => {
  const [kept, unkept, ran] = ['kept', 'unkept', 'ran.pcapng'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ]
  const command = ['--', node, '-e', askItself, JSON.stringify(makeCertificate())]
  const commandLine = (...args: string[]) => exec(node, [socketwrap, ...args])

  await commandLine('run', '--net', kept, '--', 'true')
  const watching = spawn(node, [socketwrap, 'watch', kept, '--pcap', '-'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const watched = buffer(watching.stdout.once('data', () => watching.emit('watches')))
  await once(watching, 'watches')
  expect((await commandLine('run', '--net', kept, ...command)).stdout).toBe('you want /self')
  watching.kill('SIGINT')
  writeFileSync(path.join(folder, 'watched.pcapng'), await watched)
  await commandLine('pcap', kept, '-o', path.join(folder, 'written.pcapng'))
  await commandLine('run', '--pcap', ran, ...command)
  for (const file of ['watched.pcapng', 'written.pcapng', 'ran.pcapng']) {
    expect(requestsIn(path.join(folder, file)), file).toEqual(['/self'])
    expect(findComplaints(path.join(folder, file)), file).toEqual([])
  }

  await commandLine('run', '--net', unkept, '--tls-keys', 'off', ...command)
  expect(existsSync(path.join(unkept, 'journal', 'tls-keys'))).toBe(false)
  await commandLine('run', '--tls-keys', 'off', '--pcap', ran, ...command)
  expect(requestsIn(ran)).toEqual([])
  for (const directory of [kept, unkept]) await commandLine('rm', directory)
})

rootTest('programs that give up root speak TLS as ever, and their keys are kept', async ({ folder }) => {
  const file = await record(folder, async (network) => {
    await serveSilently(network, makeCertificate())
    const asNobody = askInPython.replace(
      'request\n',
      'request, encodings.idna, os\nos.setgid(65534)\nos.setuid(65534)\n',
    )
    const python = await network.run('python3', ['-c', asNobody, 'https://web/one'])
    const command = ['--reuid=65534', '--regid=65534', '--clear-groups', 'curl', '-sSk', 'https://web/two']
    const curl = await network.run('setpriv', command)
    expect([python.stdout, curl.stdout]).toEqual(['you want /one\n', 'you want /two'])
  })
  expect(requestsIn(file)).toEqual(['/one', '/two'])
})

requireRoot('setpriv')('a user who came before the recording may write keys and a journal', async ({ folder }) => {
  const directory = path.join(folder, 'network')
  const run = (options: string[], ...command: string[]) =>
    exec(node, [socketwrap, 'run', '--net', directory, ...options, '--', ...asNobody, ...command])
  const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']
  await run(['--capture', 'off'], 'true')
  const { stdout } = await run([], 'sh', '-c', 'echo $SSLKEYLOGFILE; > $SOCKET_WRAPPER_DIR/journal/mine && echo may')
  expect(stdout).toBe(`${directory}/journal/tls-keys\nmay\n`)
  await exec(node, [socketwrap, 'rm', directory])
})

/** Records what happens on a network that the test process is on, and gives the capture of it. */
async function record(
  folder: string,
  session: (network: Network) => Promise<void>,
  options: { tlsKeys?: boolean } = {},
): Promise<string> {
  await using network = await createNetwork({ capture: 'on', ...options })
  network.enter()
  await session(network)
  const file = path.join(folder, 'session.pcapng')
  await network.traffic().writePcap(file)
  return file
}

/** A server on the host `web` whose keys are not in the recording: it has them for itself. */
async function serveSilently(network: Network, options: ServerOptions): Promise<void> {
  const web = await network.host('web')
  const script = serveInNode.replace('.listen', `.on('keylog', () => {}).listen`)
  const server = await web.spawn(node, ['-e', script, JSON.stringify(options)])
  await server.listening(443)
}

/** A server in the test, on the host `web`. */
async function serve(network: Network, options: ServerOptions): Promise<() => void> {
  const web = await network.host('web')
  const server = createServer(options, (request, response) => response.end(`you want ${request.url}`))
  await once(server.listen(443, web.ip), 'listening')
  return () => {
    server.close()
    server.closeAllConnections()
  }
}

function askHttps(target: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { host: 'web', path: target, agent: false, rejectUnauthorized: false } as const
    get(options, (response) => resolve(text(response))).on('error', reject)
  })
}

async function askHttp2(origin: string, target: string): Promise<string> {
  const session = connectHttp2(origin, { rejectUnauthorized: false })
  const answer = await text(session.request({ ':path': target }))
  session.close()
  return answer
}

function requestsIn(file: string): string[] {
  return readFields(file, 'http.request', 'http.request.uri').flat()
}

/** One for each connection. */
function versionsIn(file: string): string[] {
  const numbers: Record<string, string> = { '0x0303': 'TLSv1.2', '0x0304': 'TLSv1.3' }
  const hellos = readFields(
    file,
    'tls.handshake.type == 2',
    'tls.handshake.version',
    'tls.handshake.extensions.supported_version',
  )
  return hellos.map(([version = '', supported]) => numbers[supported || version] ?? version)
}
