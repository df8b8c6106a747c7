import { expect, test } from 'vitest'
import { describeMissing } from '../../packages/socketwrap/src/environment/describe-missing.js'
import { flow, type Said } from './text-flow.js'

const lost = (by: 'client' | 'server', length: number): Said => ({ by, bytes: null, length })
const lossy = (said: Said[], parts: Parameters<typeof flow>[0] = {}) => ({
  ...flow({ client: 'web:curl', server: 'db:redis-server:6379', ...parts, said }),
  lostBytes: 1,
})

test('of a whole recording nothing is missing', () => {
  expect(describeMissing({ flows: [flow({ said: ['> a', '< b'] })], problems: [] }, 64)).toEqual([])
})

test('what is missing is told by the way that it went, with how much it is', () => {
  const flows = [
    lossy([lost('client', 4000), '> the end', lost('server', 70), '< ok', lost('server', 30)]),
    flow({ said: ['> a'] }),
    lossy([lost('server', 5), '< ok'], { server: { host: '', address: 'fd00::9', port: 80 } }),
  ]
  expect(describeMissing({ flows, problems: [] }, 64)).toEqual([
    'missing: the first 4000 of 4007 bytes from web to db:6379',
    'missing: 100 of 102 bytes from db:6379 to web',
    'missing: the first 5 of 7 bytes from [fd00::9]:80 to web',
    '(of each program, the last 64 MiB are kept: captureLimitMiB)',
  ])
})

test('of many places the first are told, and how much the others come to', () => {
  const flows = Array.from({ length: 8 }, () => lossy([lost('client', 10), '> ok']))
  const lines = describeMissing({ flows, problems: [] }, 1)
  expect(lines).toHaveLength(7)
  expect(lines[5]).toBe('missing: 30 bytes in 3 more places')
})

test('other problems of the recording are told in its own words', () => {
  const problem = (code: 'PAYLOAD_LOST' | 'RECORDING_ENDED', message: string) => ({ code, message, file: 'a' })
  const problems = [problem('PAYLOAD_LOST', 'told already'), problem('RECORDING_ENDED', 'The recording of x ended.')]
  expect(describeMissing({ flows: [], problems }, 64)).toEqual(['The recording of x ended.'])
})
