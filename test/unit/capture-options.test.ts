import { expect, test } from 'vitest'
import { captureName } from '../../packages/socketwrap/src/environment/capture-name.js'
import { defaultLimitMiB } from '../../packages/socketwrap/src/environment/default-limit.js'
import { parseEnvironmentOptions } from '../../packages/socketwrap/src/environment/environment-options.js'
import { networkBase } from '../../packages/socketwrap/src/network/network-directory.js'

test.each([
  [{ capture: 'on' }, 'capture'],
  [{ capture: true }, 'capture'],
  [{ captureDirectory: '' }, 'captureDirectory'],
  [{ captureDirectory: 7 }, 'captureDirectory'],
  [{ tlsKeys: 'off' }, 'tlsKeys'],
  [{ captureLimitMiB: 0 }, 'captureLimitMiB'],
  [{ captureLimitMiB: 1.5 }, 'captureLimitMiB'],
  [{ captureLimitMiB: '64' }, 'captureLimitMiB'],
  [{ captureLimitMiB: 65_537 }, 'captureLimitMiB'],
])('an environment refuses %j and names the option', (options, name) => {
  expect(() => parseEnvironmentOptions(options)).toThrow(
    expect.objectContaining({ code: 'BAD_OPTION', message: expect.stringContaining(`: ${name} is `) }),
  )
})
test('what is not given has its default', () => {
  const defaults = {
    capture: 'on-failure',
    captureDirectory: '.socketwrap',
    captureLimitMiB: defaultLimitMiB(networkBase()),
    tlsKeys: true,
    report: true,
    hosts: {},
    dns: {},
    onBlocked: 'fail',
  }
  for (const options of [undefined, {}, { capture: undefined }])
    expect(parseEnvironmentOptions(options)).toEqual(defaults)
})
test.each([
  [{ blocks: 6_000_000, bavail: 6_000_000 }, 64],
  [{ blocks: 16_384, bavail: 16_384 }, 8],
  [{ blocks: 16_384, bavail: 100 }, 1],
  [{ blocks: 0, bavail: 0 }, 64],
])('where the file system has %j of 4 KiB, %i MiB are kept of each process', (blocks, expected) => {
  expect(defaultLimitMiB('/dev/shm', () => ({ ...blocks, bsize: 4096 }))).toBe(expected)
})
test.each(['on-failure', 'always', 'off'] as const)('capture may be %s', (capture) => {
  const options = { capture, captureDirectory: 'out', captureLimitMiB: 1 }
  expect(parseEnvironmentOptions(options)).toMatchObject(options)
})

const file = { path: '/a/test/redis.test.ts', root: '/a' }
const nameOf = (of: typeof file & { project?: string }, names: string[], twins = names.map(() => 0)) =>
  captureName(of, { names, twins })

test('the name of a capture says which test it is of', () => {
  expect(nameOf(file, ['login', 'sends "x/y"'])).toMatch(/^redis-login-sends-x-y-[\da-f]{10}\.pcapng$/)
  expect(nameOf(file, [])).toMatch(/^redis-[\da-f]{10}\.pcapng$/)
})
test('captures have different names, also where what is shown of them is the same', () => {
  const names = [
    nameOf(file, ['ä']),
    nameOf(file, ['ä'], [1]),
    nameOf(file, ['ö']),
    nameOf({ ...file, path: '/a/other/redis.test.ts' }, ['ä']),
    nameOf({ ...file, project: 'other' }, ['ä']),
    nameOf(file, ['a', 'b']),
    nameOf(file, ['a', 'b'], [1, 0]),
    nameOf(file, ['a', 'b'], [0, 1]),
  ]
  expect(new Set(names).size).toBe(names.length)
})
test('a project that is moved keeps the names of its captures', () => {
  expect(nameOf({ path: '/b/c/test/redis.test.ts', root: '/b/c' }, ['ä'])).toBe(nameOf(file, ['ä']))
})
test.each(['../../etc/passwd', '', '.', '\0', 'x'.repeat(5000), '名前'.repeat(500)])('a name is safe: %j', (name) => {
  expect(nameOf({ path: `/${name}.test.ts`, root: '/' }, [name])).toMatch(/^\w[\w-]{0,120}\.pcapng$/)
})
