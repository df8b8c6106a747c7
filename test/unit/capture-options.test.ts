import { expect, test } from 'vitest'
import { captureName } from '../../packages/socketwrap/src/environment/capture-name.js'
import { parseEnvironmentOptions } from '../../packages/socketwrap/src/environment/environment-options.js'

test.each([
  [{ capture: 'on' }, 'capture'],
  [{ capture: true }, 'capture'],
  [{ captureDirectory: '' }, 'captureDirectory'],
  [{ captureDirectory: 7 }, 'captureDirectory'],
  [{ tlsKeys: 'off' }, 'tlsKeys'],
])('an environment refuses %j and names the option', (options, name) => {
  expect(() => parseEnvironmentOptions(options)).toThrow(
    expect.objectContaining({ code: 'BAD_OPTION', message: expect.stringContaining(`: ${name} is `) }),
  )
})
test.each(['on-failure', 'always', 'off'] as const)('capture may be %s', (capture) => {
  const options = { capture, captureDirectory: 'out' }
  expect(parseEnvironmentOptions(options)).toEqual(options)
})

const file = { path: '/a/redis.test.ts' }

test('the name of a capture says which test it is of', () => {
  expect(captureName(file, ['login', 'sends "x/y"'], 1)).toMatch(/^redis-login-sends-x-y-[\da-f]{10}\.pcapng$/)
  expect(captureName(file, [], 1)).toMatch(/^redis-[\da-f]{10}\.pcapng$/)
})
test('captures have different names, also where what is shown of them is the same', () => {
  const names = [
    captureName(file, ['ä'], 1),
    captureName(file, ['ä'], 2),
    captureName(file, ['ö'], 1),
    captureName({ path: '/b/redis.test.ts' }, ['ä'], 1),
    captureName({ ...file, project: 'other' }, ['ä'], 1),
  ]
  expect(new Set(names).size).toBe(names.length)
})
test.each(['../../etc/passwd', '', '.', '\0', 'x'.repeat(5000), '名前'.repeat(500)])('a name is safe: %j', (name) => {
  expect(captureName({ path: `/${name}.test.ts` }, [name], 1)).toMatch(/^\w[\w-]{0,120}\.pcapng$/)
})
