import path from 'node:path'
import { afterAll, expect } from 'vitest'
import { requireRoot } from '../setting/program-test.js'
import { fixture, runInClosedPlace } from './closed-place.js'
import { compileOnce, removeCompiled } from './compile-once.js'

afterAll(removeCompiled)

const records = [
  'dns.real.test A 192.0.2.7',
  'dns.real.test AAAA 2001:db8::7',
  'alias.real.test CNAME dns.real.test',
  'six.real.test AAAA 2001:db8::6',
  'closed.test A 192.0.2.8',
  'db.real.test A 192.0.2.9',
]

requireRoot(
  'unshare',
  'ip',
  'python3',
  'gcc',
  'dig',
)(
  "names that a rule lets out are what the machine's name server says, in every resolver",
  async ({ network, folder }) => {
    const program = compileOnce('ask_libc.c', ['-lresolv', '-lanl'])
    network.leave()
    const place = { name: 'desk', folder: path.join(folder, 'place'), records }
    const [line = ''] = runInClosedPlace(place, [process.execPath, fixture('outside-names-session.mjs'), program])
    const { answers, unknown } = JSON.parse(line) as { answers: Record<string, string[]>; unknown: string[] }
    const inPrograms = ['192.0.2.7', '192.0.2.7', '', '', '', '203.0.113.80', '']
    expect(answers).toEqual({
      'dns.lookup': ['192.0.2.7', '192.0.2.7', 'ENOTFOUND', 'ENOTFOUND', 'ENOTFOUND', '203.0.113.80'],
      'dns.resolve4': ['192.0.2.7', '192.0.2.7', 'ENODATA', 'ENOTFOUND', 'ENOTFOUND', '203.0.113.80'],
      getaddrinfo: inPrograms,
      gethostbyname: inPrograms,
      gethostbyname_r: inPrograms,
      res_query: inPrograms,
      'port 53 by UDP': inPrograms,
      'port 53 by TCP': inPrograms,
      dig: ['2001:db8::7', '2001:db8::6', ''],
    })
    expect(unknown).toEqual(['closed.test'])
  },
)
