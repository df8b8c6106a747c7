import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('a network that nobody asks about loads neither the reader of recordings nor the codec of names', () => {
  expect(loadedBy('network.mark()')).toEqual([])
})

test('traffic loads the reader, and names load the codec', () => {
  expect(loadedBy('network.traffic()')).toEqual(['@socketwrap/capture'])
  expect(loadedBy("network.dns({ 'api.test': '10.0.0.9' })")).toEqual(['dns-packet'])
})

test('a test file pays for none of the larger modules of Node that it does not use', () => {
  const program = `
    await import('vitest-environment-socketwrap')
    const { createNetwork } = await import('socketwrap')
    await (await createNetwork({ capture: 'on' })).close()
    console.log(JSON.stringify(process.moduleLoadList))`
  expect(JSON.parse(run(program))).not.toContain('NativeModule crypto')
  expect(JSON.parse(run(`import 'node:crypto'\n${program}`))).toContain('NativeModule crypto')
})

/** Which packages are loaded late by a process that does this with a network that records. */
function loadedBy(action: string): string[] {
  const program = `
    import { createRequire } from 'node:module'
    import { createNetwork } from 'socketwrap'
    const network = await createNetwork({ capture: 'on' })
    ${action}
    await network.close()
    const files = Object.keys(createRequire(import.meta.url).cache)
    const names = files.map((file) => /(?:packages|node_modules).(capture|dns-packet)./.exec(file)?.[1])
    console.log(JSON.stringify([...new Set(names)].filter(Boolean)))`
  return (JSON.parse(run(program)) as string[]).map((name) => (name === 'capture' ? '@socketwrap/capture' : name))
}

/** What the program says. */
function run(program: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
  expect(stderr).toBe('')
  return stdout
}
