import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { expect } from 'vitest'
import { requireRoot } from '../setting/program-test.js'
import { closedNames, closedRecords, fixture, runInClosedPlace } from './closed-place.js'

const names = { ...closedNames, '4.2.0.192.in-addr.arpa': 'NXDOMAIN' }

requireRoot(
  'unshare',
  'ip',
  'python3',
)(
  'dns.lookup in the test says what it says on a machine, to every name, number and option',
  async ({ network, folder }) => {
    network.leave()
    const catalogue = [process.execPath, fixture('lookup-catalogue.mjs')] as const
    const expected = runInClosedPlace({ name: 'desk', folder: path.join(folder, 'place'), records: closedRecords }, [
      ...catalogue,
    ])
    expect(expected.length).toBeGreaterThan(1000)
    const found = execFileSync(catalogue[0], [catalogue[1], JSON.stringify(names)], { encoding: 'utf8' })
    expect(found.split('\n')).toEqual(expected)
  },
)
