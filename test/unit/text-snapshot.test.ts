import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { formatSnapshot } from '../../packages/capture/src/text/snapshot.js'
import { uuids } from '../../packages/capture/src/uuids.js'
import { flow, rechunk, type Said } from './text-flow.js'

/** The begin of a TLS handshake. */
const clientHello = Buffer.from([0x16, 3, 1, 0, 5, 1, 0, 0, 1, 3])
const lines = (...all: string[]) => all.join('\n')
const http = (...all: string[]) => all.join('\r\n')

test('a conversation in a protocol of lines reads like a script', () => {
  const smtp = flow({
    server: 'mail:postfix:25',
    said: ['< 220 mail\r\n', '> EHLO test\r\n', '< 250-mail\r\n', '< 250 SIZE\r\n', '> QUIT\r\n', '< 221 bye\r\n'],
  })
  expect(formatSnapshot([smtp])).toBe(
    lines(
      'test (node) -> mail (postfix), tcp 25, CRLF lines',
      '  < 220 mail',
      '  > EHLO test',
      '  < 250-mail',
      '    250 SIZE',
      '  > QUIT',
      '  < 221 bye',
    ),
  )
})

test('text without common line ends shows where they are', () => {
  const echo = flow({ said: ['> hello', '< hello\n', '> a\r\nb\tc', '< one\ntwo\n'] })
  expect(formatSnapshot([echo])).toBe(
    lines(
      'test (node) -> db (server), tcp 7000',
      '  > hello',
      '  < hello␊',
      '  > a␍',
      '    b␉c',
      '  < one',
      '    two␊',
    ),
  )
})

test('bytes that are no text are in hexadecimal, with their number', () => {
  const binary = flow({
    said: [
      { by: 'client', bytes: Buffer.from('00000008 04d2162f', 'hex') },
      { by: 'client', bytes: Buffer.from('000000080000', 'hex') },
      { by: 'server', bytes: Buffer.concat([Buffer.from([0, 255]), Buffer.from('SELECT 1 -- x\0y z')]) },
    ],
  })
  expect(formatSnapshot([binary])).toBe(
    lines(
      'test (node) -> db (server), tcp 7000',
      '  > (10 bytes)',
      '    00 00 00 08 00 00 00 08 00 00  |..........|',
      '  < (19 bytes)',
      '    00 ff 53 45 4c 45 43 54 20 31 20 2d 2d 20 78 00  |..SELECT 1 -- x.|',
      '    79 20 7a                                         |y z|',
    ),
  )
})

test('HTTP has a header on each line, and no dates, cookies and tokens', () => {
  const login = flow({
    client: 'web:curl',
    server: { host: 'api', address: '10.0.0.3', port: 80, process: { pid: 1, program: '/usr/bin/nginx', host: 'api' } },
    said: [
      `> ${http('POST /login HTTP/1.1', 'Host: 10.0.0.3', 'Cookie: a=1; b=2', 'Authorization: Bearer abc', 'Content-Length: 9', '', 'user=anna')}`,
      `< ${http('HTTP/1.1 200 OK', 'Date: Mon, 23 Nov 2026 12:00:00 GMT', 'Set-Cookie: sid=1f; Path=/; HttpOnly', 'ETag: "1-2"', 'Transfer-Encoding: chunked', '', '5', '{"ok"', '6', ':true}', '0', '', '')}`,
    ],
  })
  expect(formatSnapshot([login])).toBe(
    lines(
      'web (curl) -> api (nginx), http on tcp 80',
      '  > POST /login HTTP/1.1',
      '    Host: <api>',
      '    Cookie: a=<redacted>; b=<redacted>',
      '    Authorization: Bearer <redacted>',
      '    Content-Length: 9',
      '',
      '    user=anna',
      '  < HTTP/1.1 200 OK',
      '    Date: <redacted>',
      '    Set-Cookie: sid=<redacted>; Path=/; HttpOnly',
      '    ETag: <redacted>',
      '    Transfer-Encoding: chunked',
      '',
      '    {"ok":true}',
    ),
  )
})

test('each HTTP answer stands below its question, also when the client did not wait', () => {
  const get = (path: string) => http(`GET ${path} HTTP/1.1`, 'Host: db', '', '')
  const answer = (body: string) => http('HTTP/1.1 200 OK', `Content-Length: ${body.length}`, '', body)
  const waiting = flow({ said: [`> ${get('/1')}`, `< ${answer('one')}`, `> ${get('/2')}`, `< ${answer('two')}`] })
  const hasty = flow({ said: [`> ${get('/1')}${get('/2')}`, `< ${answer('one')}${answer('two')}`] })
  expect(formatSnapshot([hasty])).toBe(formatSnapshot([waiting]))
})

test('a compressed body is shown as it was before', () => {
  const zipped = gzipSync('{"much":"text"}')
  const page = flow({
    said: [
      `> ${http('GET / HTTP/1.1', 'Host: db', '', '')}`,
      `< ${http('HTTP/1.1 200 OK', 'Content-Encoding: gzip', '', '')}`,
      { by: 'server', bytes: zipped },
    ],
  })
  expect(formatSnapshot([page])).toContain(lines('', '    (decoded from gzip)', '    {"much":"text"}'))
})

test('what follows an upgrade is shown by turns', () => {
  const upgrade = flow({
    said: [
      `> ${http('GET /chat HTTP/1.1', 'Upgrade: chat', '', '')}`,
      `< ${http('HTTP/1.1 101 Switching Protocols', 'Upgrade: chat', '', '')}hello\n`,
      '> hi\n',
      '< bye\n',
    ],
  })
  expect(formatSnapshot([upgrade])).toBe(
    lines(
      'test (node) -> db (server), http on tcp 7000',
      '  > GET /chat HTTP/1.1',
      '    Upgrade: chat',
      '  < HTTP/1.1 101 Switching Protocols',
      '    Upgrade: chat',
      '  < hello␊',
      '  > hi␊',
      '  < bye␊',
    ),
  )
})

test('redis is shown as one types it, and no two values look alike', () => {
  const redis = flow({
    server: 'db:redis-server:6379',
    said: [
      '> *3\r\n$3\r\nSET\r\n$5\r\ngreet\r\n$11\r\nhello world\r\n',
      '< +OK\r\n',
      '> *2\r\n$3\r\nGET\r\n$5\r\ngreet\r\n',
      '< $11\r\nhello world\r\n',
      '> *2\r\n$3\r\nGET\r\n$4\r\nnone\r\n',
      '< $-1\r\n',
      '> *1\r\n$4\r\nINFO\r\n',
      '< *5\r\n:1\r\n$1\r\n1\r\n+1\r\n$7\r\n{"a":1}\r\n*-1\r\n',
      '> *2\r\n$5\r\nHELLO\r\n$1\r\n3\r\n',
      '< %2\r\n$6\r\nserver\r\n$5\r\nredis\r\n$7\r\nmodules\r\n*0\r\n',
      '> *1\r\n$4\r\nOOPS\r\n',
      "< -ERR unknown command 'OOPS'\r\n",
    ],
  })
  expect(formatSnapshot([redis])).toBe(
    lines(
      'test (node) -> db (redis-server), redis on tcp 6379',
      '  > SET greet "hello world"',
      '  < +OK',
      '  > GET greet',
      '  < "hello world"',
      '  > GET none',
      '  < (nil)',
      '  > INFO',
      `  < [:1, "1", +1, '{"a":1}', (nil array)]`,
      '  > HELLO 3',
      '  < {"server": "redis", "modules": []}',
      '  > OOPS',
      "  < -ERR unknown command 'OOPS'",
    ),
  )
})

test('each redis answer stands below its command, also when the client did not wait', () => {
  const ping = '*1\r\n$4\r\nPING\r\n'
  const waiting = flow({ said: [`> ${ping}`, '< +PONG\r\n', `> ${ping}`, '< +PONG\r\n'] })
  const hasty = flow({ said: [`> ${ping}${ping}`, '< +PONG\r\n+PONG\r\n'] })
  expect(formatSnapshot([hasty])).toBe(formatSnapshot([waiting]))
})

test('the list of all commands, which each redis server gives in its own order, is left out', () => {
  const said = ['> *2\r\n$7\r\nCOMMAND\r\n$4\r\nDOCS\r\n', '< *2\r\n$3\r\nget\r\n*0\r\n'] as const
  expect(formatSnapshot([flow({ said })])).toMatch(/ {2}> COMMAND DOCS\n {2}< \(the server's commands\)$/)
})

test('subscribers get their messages in the order of time', () => {
  const subscriber = flow({
    said: [
      '> *2\r\n$9\r\nSUBSCRIBE\r\n$1\r\na\r\n',
      '< *3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n',
      '< *3\r\n$7\r\nmessage\r\n$1\r\na\r\n$2\r\nhi\r\n',
      '> *2\r\n$11\r\nUNSUBSCRIBE\r\n$1\r\na\r\n',
    ],
  })
  expect(formatSnapshot([subscriber]).split('\n').slice(1)).toEqual([
    '  > SUBSCRIBE a',
    '  < ["subscribe", "a", :1]',
    '  < ["message", "a", "hi"]',
    '  > UNSUBSCRIBE a',
  ])
})

test('each datagram stands by itself, the empty one too', () => {
  const udp = flow({
    protocol: 'udp',
    server: 'db:statsd:8125',
    said: ['> a:1|c', '> b:2|c', { by: 'client', bytes: Buffer.alloc(0) }, '< ok'],
  })
  expect(formatSnapshot([udp])).toBe(
    lines('test (node) -> db (statsd), udp 8125', '  > a:1|c', '  > b:2|c', '  > (empty datagram)', '  < ok'),
  )
})

test('DNS is shown in words, without its random id', () => {
  const name = Buffer.from('\x03web\x04test\0')
  const question = Buffer.concat([name, Buffer.from('00010001', 'hex')])
  const query = Buffer.concat([Buffer.from('beef01000001000000000000', 'hex'), question])
  const answer = Buffer.concat([
    Buffer.from('beef81800001000200000000', 'hex'),
    question,
    Buffer.from('c00c00010001000000 3c00040a000003'.replaceAll(' ', ''), 'hex'),
    Buffer.from('c00c001c00010000003c0010fd000000000000000000000000000003', 'hex'),
  ])
  const dns = flow({
    protocol: 'udp',
    server: 'ns:dnsmasq:53',
    said: [
      { by: 'client', bytes: query },
      { by: 'server', bytes: answer },
    ],
  })
  expect(formatSnapshot([dns])).toBe(
    lines(
      'test (node) -> ns (dnsmasq), dns on udp 53',
      '  > query A web.test',
      '  < answer A web.test: NOERROR',
      '    web.test A 10.0.0.3',
      '    web.test AAAA fd00::3',
    ),
  )
})

test('DNS over TCP reads as over UDP, each answer behind its query', () => {
  const message = (hex: string) => {
    const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex')
    return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes])
  }
  const web = '03776562 04746573 7400 00010001'
  const db = '026462 04746573 7400 00010001'
  const queries = [`0001 0100 0001 0000 0000 0000 ${web}`, `0002 0100 0001 0000 0000 0000 ${db}`].map(message)
  const answers = [
    `0002 8183 0001 0000 0000 0000 ${db}`,
    `0001 8180 0001 0001 0000 0000 ${web} c00c 0001 0001 0000003c 0004 0a000003`,
  ].map(message)
  const dns = flow({
    server: 'ns:dnsmasq:53',
    said: [
      { by: 'client', bytes: Buffer.concat([...queries, Buffer.from([0])]) },
      ...answers.map((bytes) => ({ by: 'server' as const, bytes })),
    ],
  })
  expect(formatSnapshot([rechunk(dns, () => 1)])).toBe(
    lines(
      'test (node) -> ns (dnsmasq), dns on tcp 53',
      '  > query A web.test',
      '  < answer A web.test: NOERROR',
      '    web.test A 10.0.0.3',
      '  > query A db.test',
      '  < answer A db.test: NXDOMAIN',
      '  > (1 byte)',
      '    00  |.|',
    ),
  )
})

test('what is no DNS on its port is shown as it is', () => {
  const other = flow({ server: 'ns:node:53', said: ['> hello', '< hi'] })
  expect(formatSnapshot([other])).toBe(lines('test (node) -> ns (node), tcp 53', '  > hello', '  < hi'))
})

test('what did not get through is said', () => {
  const nobody = { host: '', address: '198.51.100.1', port: 443, process: undefined } as const
  const flows = [
    flow({ client: 'web:curl', server: nobody, outcome: 'blocked', errno: 'ENETUNREACH' }),
    flow({ client: 'web:curl', server: { port: 81, process: undefined }, outcome: 'refused', errno: 'ECONNREFUSED' }),
    flow({ said: ['> bye'], outcome: 'reset', endings: [{ side: 'server', kind: 'reset' }] }),
    flow({ said: [{ by: 'client', bytes: null, length: 12 }] }),
  ]
  expect(formatSnapshot(flows)).toBe(
    lines(
      'web (curl) -> 198.51.100.1, tcp 443',
      '  ! blocked (ENETUNREACH)',
      '',
      'web (curl) -> db, tcp 81',
      '  ! refused (ECONNREFUSED)',
      '',
      'test (node) -> db (server), tcp 7000',
      '  > (12 bytes were not kept)',
      '',
      'test (node) -> db (server), tcp 7000',
      '  > bye',
      '  ! reset by the server',
    ),
  )
})

test('flows are sorted by server and client, and the same ones are counted', () => {
  const flows = [
    flow({ client: 'web:curl', server: 'b:x:80', said: ['> 2'] }),
    flow({ client: 'web:curl', server: 'b:x:80', said: ['> 1'] }),
    flow({ client: 'web:curl', server: 'b:x:80', said: ['> 2'] }),
    flow({ client: 'app:curl', server: 'b:x:80', said: ['> 3'] }),
    flow({ client: 'web:curl', server: 'b:x:9', said: ['> 4'] }),
    flow({ client: 'web:curl', server: 'a:x:90', said: ['> 5'] }),
  ]
  const text = formatSnapshot(flows)
  expect(text.split('\n').filter((line) => line.startsWith('  >'))).toEqual([
    '  > 5',
    '  > 4',
    '  > 3',
    '  > 1',
    '  > 2',
  ])
  expect(text).toContain('web (curl) -> b (x), tcp 80, 2 times\n  > 2')
  expect(formatSnapshot(flows.toReversed())).toBe(text)
})

test('a port that was given by chance does not show', () => {
  const onPort = (port: number) =>
    flow({ server: { port }, said: [`> ${http('GET / HTTP/1.1', `Host: db:${port}`, '', '')}`] })
  expect(formatSnapshot([onPort(32770)])).toBe(formatSnapshot([onPort(32999)]))
  expect(formatSnapshot([onPort(32770)])).toContain(', http on tcp <port>\n  > GET / HTTP/1.1\n    Host: db:<port>')
})

test('an address that the test plays is told from the host that plays it', () => {
  const played = flow({
    client: 'web:curl',
    server: { host: 'test', address: '203.0.113.7', port: 80 },
    said: ['> 203.0.113.7 asks 10.0.0.119, not 110.0.0.119'],
  })
  const hosts = [
    { name: 'test', addresses: ['10.0.0.1'] },
    { name: 'web', addresses: ['10.0.0.119'] },
  ]
  expect(formatSnapshot([played], { hosts })).toBe(
    lines('web (curl) -> test as 203.0.113.7 (server), tcp 80', '  > 203.0.113.7 asks <web>, not 110.0.0.119'),
  )
})

test('rules redact what they match, only their groups when they have some, or as a function says', () => {
  const said = ['> id 3f2b8c1e-0d4a-4e6b-9f7a-1c2d3e4f5a6b token=abc; took 12 ms'] as const
  const redact = [uuids, /token=(\w+)/, (text: string) => text.replace(/\d+ ms/, '<time>')]
  expect(formatSnapshot([flow({ said })], { redact })).toContain('> id <redacted> token=<redacted>; took <time>')
  expect(formatSnapshot([flow({ said })])).toContain('3f2b8c1e')
})

test('long texts and bytes are cut, and their hash is of what was redacted', () => {
  const long = (id: number) => flow({ said: [`> ${id} ${'x'.repeat(200)}`] })
  const options = { maxBytes: 32, redact: [/^\d+/] }
  expect(formatSnapshot([long(1)], options)).toBe(formatSnapshot([long(2)], options))
  expect(
    formatSnapshot([long(1)], options)
      .split('\n')
      .slice(1),
  ).toEqual([`  > <redacted> ${'x'.repeat(21)}…`, expect.stringMatching(/^ {4}\(211 bytes, sha256 [0-9a-f]{12}\)$/)])
  const bytes = Buffer.alloc(100)
  expect(
    formatSnapshot([flow({ said: [{ by: 'client', bytes }] })], options)
      .split('\n')
      .slice(1),
  ).toEqual([
    expect.stringMatching(/^ {2}> \(100 bytes, sha256 [0-9a-f]{12}\)$/),
    '    00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00  |................|',
    '    00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00  |................|',
    '    …',
  ])
})

test('of a very long conversation the begin is read, and how much follows is said', () => {
  const mebibyte = (letter: string): Said => ({ by: 'server', bytes: Buffer.from(letter.repeat(2 ** 19)) })
  const head = '> GET /long HTTP/1.1\r\nHost: db\r\n\r\n' as const
  const answer = '< HTTP/1.1 200 OK\r\nContent-Length: 10485760\r\n\r\n' as const
  const long = flow({ said: [head, answer, ...Array.from({ length: 10 }, () => mebibyte('é'))] })
  for (const whole of [long, rechunk(long, () => 1023)]) {
    const text = formatSnapshot([whole], { maxBytes: 100 })
    expect(text).toContain(`    ${'é'.repeat(50)}…\n`)
    expect(text).toContain('    (the rest is not looked at)\n')
    // Without the sign at its begin; up to three bytes are left so that no character is cut.
    const left = 2 ** 21 + answer.length - 2 + 3
    expect(text.split('\n').at(-1)).toBe(`  < (${left} more bytes are not looked at)`)
  }
  const plain = flow({ said: Array.from({ length: 9 }, () => mebibyte('é')) })
  expect(formatSnapshot([plain])).toMatch(/é…\n {4}\(\d+ bytes, .*\n {2}< \(10485\d\d more bytes are not looked at\)$/)
  const tls = flow({ said: [{ by: 'client', bytes: clientHello }, ...Array.from({ length: 9 }, () => mebibyte('é'))] })
  expect(formatSnapshot([tls])).not.toContain('more bytes')
})

test('of very many datagrams the first are read, and how many follow is said', () => {
  const many = flow({ protocol: 'udp', said: Array.from({ length: 50_000 }, () => '> tick' as const) })
  expect(formatSnapshot([many])).toMatch(/\n {2}> tick\n {2}> \(\d+ more datagrams are not looked at\)$/)
})

test('no traffic is said to be none', () => {
  expect(formatSnapshot([])).toBe('(no traffic)')
})
