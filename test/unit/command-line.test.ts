import { expect, test } from 'vitest'
import { parseCommandLine } from '../../packages/socketwrap/src/cli/parse-command-line.js'

test('what stands behind -- is the command, whatever it looks like', () => {
  expect(
    parseCommandLine([
      'run',
      '--host',
      'db=10.0.0.9,fd00::9',
      '--net',
      'n',
      '--',
      'redis-server',
      '--port',
      '--',
      '--help',
    ]),
  ).toEqual({
    command: 'run',
    host: { name: 'db', addresses: ['10.0.0.9', 'fd00::9'] },
    directory: 'n',
    words: ['redis-server', '--port', '--', '--help'],
  })
})
test('packets go to a file', () => {
  expect(parseCommandLine(['pcap', 'd', '-o', 'f'])).toEqual({ command: 'pcap', directory: 'd', output: 'f' })
  expect(parseCommandLine(['run', '--pcap', 'f', '--', 'id'])).toEqual({ command: 'run', pcapFile: 'f', words: ['id'] })
})
test('TLS keys may be left out', () => {
  expect(parseCommandLine(['run', '--tls-keys', 'off', '--', 'id'])).toMatchObject({ tlsKeys: false })
  expect(parseCommandLine(['run', '--tls-keys', 'on', '--', 'id'])).toMatchObject({ tlsKeys: true })
})
test('rules keep the order in which they were given', () => {
  const line = parseCommandLine([
    'run',
    '--allow',
    'a.test:443',
    '--deny',
    '*',
    '--allow=b.test',
    '--',
    'id',
    '--allow',
    'c',
  ])
  expect(line).toEqual({
    command: 'run',
    rules: [
      { action: 'allow', rule: 'a.test:443', where: '--allow' },
      { action: 'deny', rule: '*', where: '--deny' },
      { action: 'allow', rule: 'b.test', where: '--allow' },
    ],
    words: ['id', '--allow', 'c'],
  })
})
test('watch shows lines, or packets for a pipe', () => {
  expect(parseCommandLine(['watch', 'd'])).toEqual({ command: 'watch', directory: 'd', pcap: false })
  expect(parseCommandLine(['watch', 'd', '--pcap', '-'])).toMatchObject({ pcap: true })
})
test('without options the command runs on the test host', () => {
  expect(parseCommandLine(['run', '--', 'id'])).toEqual({ command: 'run', words: ['id'] })
})
test.each([[[]], [['--help']], [['-h']], [['run', '--help']]])('%j asks for help', (args) => {
  expect(parseCommandLine(args as string[])).toEqual({ command: 'help' })
})
test.each([
  [['run'], 'needs a command'],
  [['run', 'id'], 'put -- before the command'],
  [['run', '--hots', 'x', '--', 'id'], '--hots'],
  [['run', '--host'], '--host'],
  [['run', '--capture', 'on', '--', 'id'], "'always' or 'off'"],
  [['run', '--tls-keys', 'no', '--', 'id'], "--tls-keys is 'on' or 'off'"],
  [['pcap', 'd'], 'needs a file'],
  [['pcap', '-o', 'f'], 'one directory'],
  [['watch', 'd', '--pcap', 'f'], 'a pipe'],
  [['ps'], 'one directory'],
  [['rm', 'a', 'b'], 'one directory'],
  [['doctor', 'x'], 'no arguments'],
  [['frob'], "no command 'frob'"],
])('%j is a usage error', (args, reason) => {
  expect(() => parseCommandLine(args)).toThrow(reason)
})
