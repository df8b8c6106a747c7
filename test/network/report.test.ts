import { spawn } from 'node:child_process'
import { expect, test, vi } from 'vitest'
import { createNetwork } from 'socketwrap'

test('the report says what ran, what ended and how, who listens, and which connections failed', async () => {
  await using network = await createNetwork()
  const web = await network.host('web')
  const db = await network.host('db', { ip: '203.0.113.7' })
  const server = await web.spawn(process.execPath, ['-e', `require('net').createServer().listen(80)`])
  await server.listening(80)
  const broken = await db.spawn('sh', ['-c', 'echo one; echo two >&2; exit 3'])
  await broken.exited
  const tries = `for (const port of [81, 81]) require('net').connect(port, 'web').on('error', () => {})`
  const client = await db.run(process.execPath, ['-e', tries])
  await db.run(process.execPath, ['-e', `require('net').connect(9, '198.51.100.1').on('error', () => {})`])
  expect(client.exitCode).toBe(0)
  expect(anonymous(network.report())).toBe(`Network: test (10.0.0.1, fd00::1), web (10.0.0.2, fd00::2), db (203.0.113.7)
Programs:
  web: node -e "require('net').createServer().listen(80)" (pid N) is running
  db: sh -c 'echo one; echo two >&2; exit 3' (pid N) exited with code 3 after N ms
    | one
    | two
  db: node -e "for (const port of [81, 81]) require('net').connect(port, 'web').on('error', () => {})" (pid N) exited with code 0 after N ms
  db: node -e "require('net').connect(9, '198.51.100.1').on('error', () => {})" (pid N) exited with code 0 after N ms
Listening:
  web: tcp [::]:80 by node (pid N)
Refused or blocked:
  db: node (pid N) refused to tcp 10.0.0.2:81: ECONNREFUSED (2 times)
  db: node (pid N) blocked to tcp 198.51.100.1:9: ENETUNREACH
    command: node -e require('net').connect(9, '198.51.100.1').on('error', () => {})
    allow it: allow: ['198.51.100.1:9']
    fake it:  await network.host('remote', { ip: '198.51.100.1' })`)
  expect(network.report(network.notices().at(-1)?.sequence)).not.toContain('Refused or blocked')
})

test('the report shows what a test started with child_process', async () => {
  await using network = await createNetwork()
  network.enter()
  const child = spawn('sleep', ['1000'], { stdio: 'ignore' })
  await vi.waitUntil(() => network.processes().some(({ program }) => program === 'sleep'))
  expect(anonymous(network.report())).toBe(
    'Network: test (10.0.0.1, fd00::1)\nPrograms:\n  test: sleep (pid N) is running, started with child_process',
  )
  expect(await network.close()).toEqual({ killed: [{ pid: child.pid, host: 'test', program: 'sleep' }] })
})

function anonymous(report: string): string {
  return report.replaceAll(/pid \d+/g, 'pid N').replaceAll(/after \d+ ms/g, 'after N ms')
}
