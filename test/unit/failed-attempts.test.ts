import { readAttempts, type AttemptRecord } from '@socketwrap/capture'
import { expect, test } from 'vitest'

const record: AttemptRecord = {
  sequence: 1,
  timeMs: 1000,
  kind: 'blocked',
  pid: 7,
  host: 'web',
  program: 'curl',
  command: 'curl -v https://api.example.com',
  protocol: 'tcp',
  destination: '198.51.100.1:443',
  name: '',
  errno: 'ENETUNREACH',
  reason: '',
}

test('a blocked connection says from where to where it went', () => {
  expect(readAttempts([record])).toEqual([
    {
      kind: 'blocked',
      at: new Date(1000),
      from: { host: 'web', pid: 7, program: 'curl', command: 'curl -v https://api.example.com' },
      protocol: 'tcp',
      to: { address: '198.51.100.1', port: 443 },
      errno: 'ENETUNREACH',
    },
  ])
})

test('an IPv6 destination is read without its brackets', () => {
  const [attempt] = readAttempts([{ ...record, destination: '[2001:db8::1]:53', protocol: 'udp' }])
  expect(attempt?.to).toEqual({ address: '2001:db8::1', port: 53 })
})

test('a program that was refused has a file and no destination', () => {
  const refused = {
    kind: 'unsupported',
    protocol: '',
    destination: '/bin/busybox',
    errno: 'EACCES',
    reason: 'is static',
  } as const
  const [attempt] = readAttempts([{ ...record, ...refused }])
  expect(attempt).toMatchObject({ file: '/bin/busybox', reason: 'is static' })
  expect(attempt).not.toHaveProperty('to')
  expect(attempt).not.toHaveProperty('protocol')
})

test('a destination has the name that gave its address', () => {
  expect(readAttempts([{ ...record, name: 'api.example.com' }])[0]).toMatchObject({ name: 'api.example.com' })
})

test('a unix socket has a path, and what is not supported is a call', () => {
  const [unix, raw] = readAttempts([
    { ...record, protocol: 'unix', destination: '/run/docker.sock' },
    { ...record, sequence: 2, kind: 'unsupported', protocol: 'raw', destination: 'socket(AF_INET, SOCK_RAW, 1)' },
  ])
  expect(unix).toMatchObject({ protocol: 'unix', path: '/run/docker.sock' })
  expect(raw).toMatchObject({ protocol: 'raw', call: 'socket(AF_INET, SOCK_RAW, 1)' })
  for (const attempt of [unix, raw]) expect(attempt).not.toHaveProperty('to')
})

test('attempts come in the order in which they happened', () => {
  const attempts = readAttempts([
    { ...record, sequence: 2, pid: 2 },
    { ...record, pid: 1 },
  ])
  expect(attempts.map(({ from }) => from.pid)).toEqual([1, 2])
})
