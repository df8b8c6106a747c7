import path from 'node:path'
import { afterAll, expect } from 'vitest'
import { requireRoot } from '../setting/program-test.js'
import { closedNames, closedRecords, ownAddresses, runInClosedPlace } from './closed-place.js'
import { compileOnce, removeCompiled } from './compile-once.js'

/** What the kernel's side has in its name server, beside the own name. */
const records = [
  ...closedRecords,
  'far.test CNAME alias.test',
  'to-four.test CNAME four.test',
  'to-six.test CNAME six.test',
  'to-text.test CNAME text.test',
  'to-gone.test CNAME gone.test',
  'localhost A 127.0.0.1',
  'localhost AAAA ::1',
]

/** The same for a network. */
const names = {
  ...closedNames,
  'far.test': { CNAME: 'alias.test' },
  'to-four.test': { CNAME: 'four.test' },
  'to-six.test': { CNAME: 'six.test' },
  'to-text.test': { CNAME: 'text.test' },
  'to-gone.test': { CNAME: 'gone.test' },
}

const test = requireRoot('unshare', 'ip', 'python3', 'gcc')
afterAll(removeCompiled)

// With a domain the answer about a server that refuses depends on what libc has seen before it.
for (const [name, ...more] of [['desk', 'refused.invalid'], ['desk.test']] as const)
  test(`libc's resolver says on ${name} what it says on a machine, to every name, number and flag`, async ({
    network,
    folder,
  }) => {
    const program = [compileOnce('resolver_catalogue.c', ['-lresolv']), ...more]
    network.leave()
    const own = [`${name} A ${ownAddresses[0]}`, `${name} AAAA ${ownAddresses[1]}`]
    const place = { name, folder: path.join(folder, name), records: [...records, ...own] }
    const expected = runInClosedPlace(place, program)
    expect(expected.length).toBeGreaterThan(2500)
    const host = await network.host(name, { ip: ownAddresses })
    network.dns(names)
    const [file = '', ...args] = program
    const { stdout } = await host.run(file, args)
    expect(stdout.split('\n')).toEqual(expected)
  })
