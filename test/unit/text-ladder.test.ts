import { expect, test } from 'vitest'
import { formatLadder } from '../../packages/capture/src/text/ladder/ladder.js'
import { textWidth } from '../../packages/capture/src/text/text-width.js'
import { flow } from './text-flow.js'

const picture = (...lines: string[]) => lines.join('\n')

const shop = [
  flow({
    client: 'test:node',
    server: 'web:nginx:80',
    beginMs: 1000,
    said: [
      '> GET /items HTTP/1.1\r\nHost: web\r\n\r\n',
      '< HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n["a","b","c"]',
    ],
    endings: [
      { side: 'client', kind: 'fin' },
      { side: 'server', kind: 'fin' },
    ],
  }),
  flow({
    client: 'web:nginx',
    server: 'db:redis-server:6379',
    beginMs: 1000.25,
    said: ['> *2\r\n$4\r\nLLEN\r\n$5\r\nitems\r\n', '< :3\r\n'],
    endings: [{ side: 'server', kind: 'reset' }],
    outcome: 'reset',
  }),
  flow({
    client: 'web:nginx',
    server: { host: 'db', port: 6380, process: undefined },
    beginMs: 1000.5,
    outcome: 'refused',
  }),
  flow({
    client: 'test:node',
    server: { host: '', address: '198.51.100.1', port: 443, process: undefined },
    beginMs: 1002.75,
    outcome: 'blocked',
  }),
]

test('hosts are columns, and what they say are arrows with the milliseconds since the first', () => {
  expect(formatLadder(shop)).toBe(
    picture(
      '    ms test                  web                  db                elsewhere',
      '       node               nginx :80       redis-server :6379',
      '         │                    │                    │                    │',
      '   0.0   ├─── GET /items ────►│                    │                    │',
      '   0.3   │                    ├─── LLEN items ────►│                    │',
      '   0.5   │                    ├── refused :6380 ──╳│                    │',
      '   1.0   │◄─ 200 OK (13 byt… ─┤                    │                    │',
      '   1.3   │                    │◄─────── :3 ────────┤                    │',
      '   2.0   ├╌╌╌╌╌╌╌ end ╌╌╌╌╌╌╌▷│                    │                    │',
      '   2.3   │                    │╳╌╌╌╌╌╌ reset ╌╌╌╌╌╌┤                    │',
      '   2.8   ├╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ blocked 198.51.100.1:443 ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╳│',
      '         │                    │                    │                    │',
    ),
  )
})

test('only the last exchanges are drawn, and hosts keep their places', () => {
  expect(formatLadder(shop, { last: 3 })).toBe(
    picture(
      '(earlier ones are not shown)',
      '    ms test                 web                 db               elsewhere',
      '       node              nginx :80      redis-server :6379',
      '         │                   │                   │                   │',
      '   0.0   ├╌╌╌╌╌╌ end ╌╌╌╌╌╌╌▷│                   │                   │',
      '   0.3   │                   │╳╌╌╌╌╌ reset ╌╌╌╌╌╌┤                   │',
      '   0.8   ├╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ blocked 198.51.100.1:443 ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╳│',
      '         │                   │                   │                   │',
    ),
  )
})

test('ends that come after an answer can be left out', () => {
  const end = { side: 'client', kind: 'fin' } as const
  const [answered, silent] = [['> hello', '< hi'], ['> hello']] as const
  const flows = [
    flow({ client: 'web:node', server: 'db:node:1', beginMs: 1, said: [...answered], endings: [end] }),
    flow({ client: 'web:node', server: 'db:node:1', beginMs: 9, said: [...silent], endings: [end] }),
  ]
  expect(formatLadder(flows, { ends: 'telling' })).toBe(
    picture(
      '    ms  web                db',
      '       node              node :1',
      '         │                  │',
      '   0.0   ├───── hello ─────►│',
      '   1.0   │◄────── hi ───────┤',
      '   8.0   ├───── hello ─────►│',
      '   9.0   ├╌╌╌╌╌╌ end ╌╌╌╌╌╌▷│',
      '         │                  │',
    ),
  )
})

test('where labels would say too little, exchanges are listed', () => {
  const said = ['> GET /a/long/way/to/go HTTP/1.1\r\n\r\n'] as const
  const five = Array.from({ length: 4 }, (_, index) =>
    flow({ client: `h${index}:node`, server: `h${index + 1}:node:80`, beginMs: index, said: [...said] }),
  )
  expect(formatLadder(five, { width: 74 })).toMatch(/^ +0\.0 {2}h0 ─► h1:80 {2}GET \/a\/long\/way\/to\/go\n/)
  expect(formatLadder(five, { width: 120 })).toContain('├─ GET /a/long/way/to/… ─►│')
})

test('several hosts may have had one name', () => {
  const hosts = [
    { name: 'web', addresses: ['10.0.0.2'] },
    { name: 'web', addresses: ['10.0.0.3'] },
  ]
  const client = { host: 'web', address: '10.0.0.3', port: 40_000 }
  expect(formatLadder([flow({ client, server: 'db:node:1', said: ['> a'] })], { hosts })).not.toContain('web as')
})

test('a picture of ASCII is the same picture', () => {
  const ascii = formatLadder(shop, { ascii: true })
  expect(ascii).toMatch(/^[\n -~]+$/)
  expect(ascii).toBe(
    picture(
      '    ms test                  web                  db                elsewhere',
      '       node               nginx :80       redis-server :6379',
      '         |                    |                    |                    |',
      '   0.0   |--- GET /items ---->|                    |                    |',
      '   0.3   |                    |--- LLEN items ---->|                    |',
      '   0.5   |                    |-- refused :6380 --x|                    |',
      '   1.0   |<- 200 OK (13 byt~ -|                    |                    |',
      '   1.3   |                    |<------- :3 --------|                    |',
      '   2.0   |....... end .......>|                    |                    |',
      '   2.3   |                    |x...... reset ......|                    |',
      '   2.8   |................. blocked 198.51.100.1:443 ..................x|',
      '         |                    |                    |                    |',
    ),
  )
})

test('where the hosts do not fit beside each other, exchanges are listed', () => {
  expect(formatLadder(shop, { width: 50 })).toBe(
    picture(
      '   0.0  test ─► web:80     GET /items',
      '   0.3  web ─► db:6379     LLEN items',
      '   0.5  web ─► db          refused :6380',
      '   1.0  web:80 ─► test     200 OK (13 bytes)',
      '   1.3  db:6379 ─► web     :3',
      '   2.0  test ─► web:80     end',
      '   2.3  db:6379 ─► web     reset',
      '   2.8  test ─► elsewhere  blocked 198.51.100.1:4…',
    ),
  )
})

test('where a host serves several ports, each arrow says which', () => {
  const both = [
    flow({ server: 'db:node:1', beginMs: 1, said: ['> a'] }),
    flow({ server: 'db:node:2', beginMs: 2, said: ['> b'] }),
  ]
  expect(formatLadder(both)).toBe(
    picture(
      '    ms test               db',
      '       node              node',
      '         │                 │',
      '   0.0   ├───── :1 a ─────►│',
      '   1.0   ├───── :2 b ─────►│',
      '         │                 │',
    ),
  )
})

test('a host that talks to itself is drawn twice', () => {
  const itself = flow({ client: 'test:node', server: 'test:node:80', said: ['> hällo 日本', '< x'] })
  expect(formatLadder([itself])).toBe(
    picture(
      '    ms test                    test',
      '       node                  node :80',
      '         │                       │',
      '   0.0   ├───── hällo 日本 ─────►│',
      '   1.0   │◄───────── x ──────────┤',
      '         │                       │',
    ),
  )
})

test('a datagram that nobody listened for is marked', () => {
  const udp = flow({ protocol: 'udp', client: 'test:node', server: 'log:logd:514', said: [`> ${'x'.repeat(100)}`] })
  const refused = { ...udp, outcome: 'refused' as const, chunks: udp.chunks.map((it) => ({ ...it, isRefused: true })) }
  expect(formatLadder([refused], { width: 60 })).toBe(
    picture(
      '    ms test                                          log',
      '       node                                       logd :514',
      '         │                                            │',
      '   0.0   ├─ refused 100 bytes: xxxxxxxxxxxxxxxxxxx… ─╳│',
      '         │                                            │',
    ),
  )
})

test('of a long flow the end is drawn', () => {
  const said = Array.from({ length: 40 }, () => ['> ok', `< ${'x'.repeat(99_999)}\n`] as const).flat()
  const ladder = formatLadder([flow({ said })], { last: 2, width: 60 })
  expect(ladder).toMatch(/^\(earlier ones are not shown\)\n.*test .* db\n/)
  expect(ladder).toMatch(/├─+ ok ─+►│\n.*│◄─ 100000 bytes: x+… ─┤\n.*$/)
})

test('a long thing said is drawn as the part that it is', () => {
  const said = Array.from({ length: 40 }, () => `> ${'x'.repeat(99_999)}` as const)
  const long = flow({ said })
  expect(formatLadder([long], { width: 60 })).toMatch(/├─ … 1\d{6} bytes: x+… ─►│/)
  expect(formatLadder([long], { width: 60, ascii: true })).toMatch(/\|- \.\.\. 1\d{6} bytes: x+~ ->\|/)
})

test.each([20, 40, 60, 80, 120])('no line is wider than %i columns', (width) => {
  const wide = flow({ client: '日本:node', server: 'db:redis:1', said: ['> 日本語🐢'.repeat(20) as '> ', '< e\u0301'] })
  for (const flows of [shop, [wide]])
    for (const line of formatLadder(flows, { width }).split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(width)
})

test('colours are put around the parts and change nothing else', () => {
  const roles = new Set<string>()
  const paint = (text: string, role: string) => {
    roles.add(role)
    return `<<${text}>>`
  }
  const plain = formatLadder(shop, { paint }).replaceAll(/<<|>>/g, '')
  expect(plain).toBe(formatLadder(shop))
  expect([...roles].sort()).toEqual(['arrow', 'failure', 'host', 'label', 'lane', 'program', 'time'])
})

test('nothing said, nothing drawn', () => {
  expect(formatLadder([])).toBe('')
})
