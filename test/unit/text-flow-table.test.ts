import { expect, test } from 'vitest'
import { formatFlowTable } from '../../packages/capture/src/text/flow-table.js'
import { flow } from './text-flow.js'

test('flows are rows in the order in which they began', () => {
  const flows = [
    flow({
      client: 'web:curl',
      server: 'db:redis-server:6379',
      said: ['> hello', '< x'],
      endings: [{ side: 'server', kind: 'reset' }],
      outcome: 'reset',
      beginMs: 20_000,
    }),
    flow({ said: [`> ${'x'.repeat(1234)}`, { by: 'server', bytes: Buffer.alloc(45_678) }], beginMs: 1000 }),
    flow({
      protocol: 'udp',
      server: { host: '', address: '198.51.100.1', port: 53, process: undefined },
      outcome: 'blocked',
      beginMs: 1500,
    }),
    { ...flow({ said: ['> a'], beginMs: 1600 }), lostBytes: 2_500_000, receivedBytes: 2_500_000 },
  ]
  expect(formatFlowTable(flows).split('\n')).toEqual([
    '   BEGIN  CLIENT       SERVER             PORT         SENT  RECEIVED    TIME  OUTCOME',
    '  0.0 ms  test (node)  db (server)        tcp 7000  1.23 kB   45.7 kB  2.0 ms  closed',
    '500.0 ms  test (node)  198.51.100.1       udp 53        0 B       0 B  0.0 ms  blocked',
    '600.0 ms  test (node)  db (server)        tcp 7000      1 B   2.50 MB  1.0 ms  closed, 2.50 MB not kept',
    '  19.0 s  web (curl)   db (redis-server)  tcp 6379      5 B       1 B  2.0 ms  reset by the server',
  ])
})

test('no flows give the head of the table', () => {
  expect(formatFlowTable([])).toBe('BEGIN  CLIENT  SERVER  PORT  SENT  RECEIVED  TIME  OUTCOME')
})
