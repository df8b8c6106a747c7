import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect } from 'vitest'
import { runCommandLine, socketwrap } from '../../network/command-line.js'
import { programPath } from '../setting/find-program.js'
import { requireProgram } from '../setting/program-test.js'

const test = requireProgram('tshark', 'curl')
const serve = `http.createServer((q, s) => s.end('hi')).listen(80, () => console.log('up'))`
const fields = ['frame.interface_name', 'http.request.uri', 'http.response.code'].map((field) => `-e ${field}`)

test('tshark shows live what watch gives it, and afterwards the same of what pcap gives it', async ({ folder }) => {
  const directory = path.join(folder, 'net')
  await runCommandLine(['run', '--net', directory, '--', 'true'])
  const live = startShell('"$@" | $TSHARK -l -i -', 'watch', directory, '--pcap', '-')
  const request = once(live, 'data').then(String)

  const web = ['run', '--net', directory, '--host', 'web', '--', process.execPath, '-e', serve]
  await once(startShell('exec "$@"', ...web), 'data')
  await runCommandLine(['run', '--net', directory, '--host', 'desk', '--', 'curl', '-sS', 'http://web/cart'])
  // Nothing has ended yet, neither the network nor the pipe.
  const [first, rest] = [await request, text(live)]
  const read = await text(startShell('"$@" | $TSHARK -r -', 'pcap', directory, '-o', '-'))
  await runCommandLine(['rm', directory])
  expect(read).toBe('desk\t/cart\t\nweb\t\t200\n')
  expect(first + (await rest)).toBe(read)
})

/**
 * Runs a line of the shell and gives what it prints: in it `"$@"` is socketwrap with these arguments, and `$TSHARK`
 * shows HTTP in the packets, a line for each.
 */
function startShell(line: string, ...args: string[]): Readable {
  const words = ['-c', line, 'sh', process.execPath, socketwrap, ...args]
  const env = { ...process.env, TSHARK: `${programPath('tshark')} -n -Y http -T fields ${fields.join(' ')}` }
  return spawn('sh', words, { stdio: ['ignore', 'pipe', 'ignore'], env }).stdout
}
