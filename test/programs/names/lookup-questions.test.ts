import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { expect } from 'vitest'
import { requireRoot } from '../setting/program-test.js'
import { fixture, runInClosedPlace } from './closed-place.js'

const records = [
  'both.test A 192.0.2.7',
  'both.test AAAA 2001:db8::7',
  'four.test A 192.0.2.4',
  'six.test AAAA 2001:db8::6',
  'alias.test CNAME both.test',
  'text.test TXT x',
  '7.2.0.192.in-addr.arpa PTR both.test',
  `7.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa PTR both.test`,
]

/** The same for a network. */
const names = {
  'both.test': ['192.0.2.7', '2001:db8::7'],
  'four.test': '192.0.2.4',
  '4.2.0.192.in-addr.arpa': 'NXDOMAIN',
  'six.test': '2001:db8::6',
  'alias.test': { CNAME: 'both.test' },
  'text.test': { TXT: 'x' },
  'refused.invalid': 'REFUSED',
}

requireRoot(
  'unshare',
  'ip',
  'python3',
)(
  'dns.lookup in the test says what it says on a machine, to every name, number and option',
  async ({ network, folder }) => {
    network.leave()
    const catalogue = [process.execPath, fixture('lookup-catalogue.mjs')] as const
    const expected = runInClosedPlace({ name: 'desk', folder: path.join(folder, 'place'), records }, [...catalogue])
    expect(expected.length).toBeGreaterThan(1000)
    const found = execFileSync(catalogue[0], [catalogue[1], JSON.stringify(names)], { encoding: 'utf8' })
    expect(found.split('\n')).toEqual(expected)
  },
)
