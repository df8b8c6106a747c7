import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect } from 'vitest'
import { socketwrap } from '../network/command-line.js'
import { requireRoot } from './setting/program-test.js'

const test = requireRoot('unshare', 'mount')
const folder = mkdtempSync(path.join(tmpdir(), 'socketwrap-full-'))
const sender = path.join(folder, 'sender.mjs')

writeFileSync(
  sender,
  `import { connect, createServer } from 'node:net'
  let received = 0
  const server = createServer((peer) => {
    peer.on('data', (data) => (received += data.length))
    peer.on('end', () => { console.log(received); server.close() })
  })
  server.listen(7000, '127.0.0.1', () => connect(7000, '127.0.0.1').end(Buffer.alloc(3 << 20)))`,
)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a recording that fills the file system of the network leaves it usable', async () => {
  const script = `
    set -e
    mount -t tmpfs -o size=2m tmpfs "$1"
    run() { "$node" "$socketwrap" "$@"; }
    node=$2 socketwrap=$3
    run run --net "$1/net" -- "$node" "$4" 2>&1
    run flows "$1/net" 2>&1 | grep -o 'ended early, with ENOSPC'
    head -c 65536 /dev/zero >"$1/rest"
    run run --net "$1/net" -- "$node" "$4" 2>&1
    rm "$1/rest"
    run flows "$1/net" 2>&1 | grep -o 'could not begin, for there was no room' | uniq
    run ps "$1/net" | grep -o '^test'
    run rm "$1/net"
    ls "$1"`
  const place = mkdtempSync(path.join(folder, 'small-'))
  const { stdout } = await promisify(execFile)(
    'unshare',
    ['--mount', 'sh', '-c', script, 'sh', place, process.execPath, socketwrap, sender],
    {
      encoding: 'utf8',
    },
  )
  expect(stdout).toBe('3145728\nended early, with ENOSPC\n3145728\ncould not begin, for there was no room\ntest\n')
})
