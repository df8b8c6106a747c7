import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createNetwork, network } from 'socketwrap'

const folder = fileURLToPath(new URL('.', import.meta.url))
let url

beforeAll(async () => {
  const web = await network.host('web')
  const server = await web.spawn('python3', ['-m', 'http.server', '80'], { cwd: folder })
  await server.listening(80)
  url = `http://${web.ip}/hello.txt`
})

test('a child that the test starts with child_process is on the network', () => {
  expect(execFileSync('curl', ['-s', url]).toString()).toBe('hello\n')
})

test('also when the environment it is given is empty', () => {
  expect(execFileSync('/usr/bin/curl', ['-s', url], { env: {} }).toString()).toBe('hello\n')
  expect(execFileSync('env', ['-i', '/usr/bin/curl', '-s', url]).toString()).toBe('hello\n')
})

test('also a child of a child, behind a shell', () => {
  expect(execFileSync('sh', ['-c', 'sh -c "curl -s $0"', url]).toString()).toBe('hello\n')
})

test('variables that the test sets reach the programs of a host', async () => {
  process.env.FROM_THE_TEST = 'socks'
  const { stdout } = await network.run('sh', ['-c', 'echo $FROM_THE_TEST'])
  expect(stdout).toBe('socks\n')
})

test('a child that the test starts reaches a server in the test', async () => {
  const server = createServer((socket) => socket.end('from the test')).listen(4000)
  await once(server, 'listening')
  const code = `require('net').connect(4000, '${network.testHost.ip}').pipe(process.stdout)`
  const child = spawn(process.execPath, ['-e', code], { env: {}, stdio: ['ignore', 'pipe', 'inherit'] })
  const [text] = await once(child.stdout, 'data')
  expect(text.toString()).toBe('from the test')
  server.close()
})

test('a second network in the same thread is an error, and leaves this one as it is', async () => {
  const second = await createNetwork()
  let error
  try {
    second.enter()
  } catch (thrown) {
    error = thrown
  } finally {
    await second.close()
  }
  expect(error?.code).toBe('ALREADY_ENTERED')
  expect(execFileSync('curl', ['-s', url]).toString()).toBe('hello\n')
})
