import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readCapture } from '@socketwrap/capture'
import { describe, expect, test } from 'vitest'
import { describeMode, mode } from './modes.ts'
import { runProjectOften, type RunSettings } from './run-project.ts'

const modes = [
  mode('vitest5', '--pool', 'forks'),
  mode('vitest5', '--pool', 'vmThreads'),
  mode('vitest4', '--pool', 'threads'),
  mode('jest30', '-i'),
  mode('jest30', '-w', '2', '--workerThreads'),
]

describe('the capture of a test file has the TLS keys of its tests', () => {
  for (const one of modes)
    test(describeMode(one), async () => {
      expect(await keysAfter(one)).toMatch(/^(CLIENT_RANDOM [\da-f]{64} [\da-f]{96}\n){1}$/)
    })

  test('unless tlsKeys is false', async () => {
    expect(await keysAfter({ ...mode('vitest5'), env: { KEYS: 'no' } })).toBe('')
  })
})

async function keysAfter(settings: Omit<RunSettings, 'project'>): Promise<string> {
  return runProjectOften({ ...settings, project: 'projects/tls' }, async (run, folder) => {
    const done = await run()
    expect(done, done.output).toMatchObject({ passed: 1, failed: 0 })
    const captures = readdirSync(join(folder, '.socketwrap'))
    expect(captures).toHaveLength(1)
    let keys = ''
    for await (const item of readCapture(join(folder, '.socketwrap', String(captures[0]))))
      if (item.kind === 'secrets') keys += item.keyLog
    return keys
  })
}
