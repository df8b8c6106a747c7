import { expect, test } from 'vitest'
import { checkRun, checkSpawn } from '../../packages/socketwrap/src/program/spawn-options.js'

test.each([
  [{ cwd: 7 }, 'cwd'],
  [{ env: { A: 1 } }, 'env'],
  [{ stdin: 'text' }, 'stdin'],
  [{ maxOutputBytes: 0 }, 'maxOutputBytes'],
  [{ signal: {} }, 'signal'],
  [{ unsupported: true }, 'unsupported'],
  [{ timeoutMs: 5 }, 'no option timeoutMs'],
  ['x', 'options'],
])('spawn refuses %j and names the option', (options, name) => {
  expect(() => checkSpawn('id', [], options)).toThrow(
    expect.objectContaining({ code: 'BAD_OPTION', message: expect.stringContaining(name) }),
  )
})
test('what people know is taken', () => {
  checkRun('id', ['-u'], {
    cwd: '/',
    env: { A: 'b', C: undefined },
    input: new Uint8Array(3),
    signal: AbortSignal.abort(),
    timeoutMs: 5,
    reject: false,
  })
})
test('a command and its arguments are texts', () => {
  expect(() => checkSpawn('', [], {})).toThrow('command')
  expect(() => checkSpawn('redis-server', ['--port', 6379], {})).toThrow('Give numbers as text')
})
