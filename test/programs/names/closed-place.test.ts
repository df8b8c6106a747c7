import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect } from 'vitest'
import { requireRoot } from '../setting/program-test.js'
import { compileOnce, removeCompiled } from './compile-once.js'

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))
const ofHost = ['192.0.2.2', '2001:db8::2']

/** What a name server of the kernel's side is told, beside the host's own name. */
const records = `both.test A 192.0.2.7 both.test AAAA 2001:db8::7 four.test A 192.0.2.4 six.test AAAA 2001:db8::6
alias.test CNAME both.test far.test CNAME alias.test text.test TXT x localhost A 127.0.0.1 localhost AAAA ::1
7.2.0.192.in-addr.arpa PTR both.test 7.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa PTR both.test`.split(/\s/)

/** The same for a network. */
const names = {
  'both.test': ['192.0.2.7', '2001:db8::7'],
  'four.test': '192.0.2.4',
  'six.test': '2001:db8::6',
  'alias.test': { CNAME: 'both.test' },
  'far.test': { CNAME: 'alias.test' },
  'text.test': { TXT: 'x' },
  'refused.invalid': 'REFUSED' as const,
}

const test = requireRoot('unshare', 'ip', 'python3', 'gcc')
afterAll(removeCompiled)

function askOnKernel(folder: string, name: string, program: string[]): string[] {
  const own = ofHost.map((address) => `${address}\t${name}\n`).join('')
  const files = {
    hostname: name,
    hosts: `127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n${own}`,
    'resolv.conf': 'nameserver 127.0.0.53\n',
    'nsswitch.conf': 'hosts: files dns\nservices: files\n',
    program: `#!/bin/sh\nexec ${program.join(' ')}\n`,
  }
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text, { mode: 0o755 })
  const closed = ['--net', '--mount', '--uts', 'sh', fixture('closed-place.sh'), folder, path.join(folder, 'program')]
  const ownRecords = [name, 'A', '192.0.2.2', name, 'AAAA', '2001:db8::2']
  const server = ['python3', fixture('table_server.py'), ...records, ...ownRecords]
  return execFileSync('unshare', [...closed, ...server], { encoding: 'utf8' }).split('\n')
}

// With a domain the answer about a server that refuses depends on what libc has seen before it.
for (const [name, ...more] of [['desk', 'refused.invalid'], ['desk.test']] as const)
  test(`libc's resolver says on ${name} what it says on a machine, to every name, number and flag`, async ({
    network,
    folder,
  }) => {
    const program = [compileOnce('resolver_catalogue', ['-lresolv']), ...more]
    network.leave()
    mkdirSync(path.join(folder, name))
    const expected = askOnKernel(path.join(folder, name), name, program)
    expect(expected.length).toBeGreaterThan(2500)
    const host = await network.host(name, { ip: ofHost })
    network.dns(names)
    const [file = '', ...args] = program
    const { stdout } = await host.run(file, args)
    expect(stdout.split('\n')).toEqual(expected)
  })
