import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))

/** The addresses of the machine in a closed place. */
export const ownAddresses = ['192.0.2.2', '2001:db8::2']

/** What its name server knows in each test. */
export const closedRecords = [
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
export const closedNames = {
  'both.test': ['192.0.2.7', '2001:db8::7'],
  'four.test': '192.0.2.4',
  'six.test': '2001:db8::6',
  'alias.test': { CNAME: 'both.test' },
  'text.test': { TXT: 'x' },
  'refused.invalid': 'REFUSED' as const,
}

export interface ClosedPlace {
  /** The host name. */
  name: string
  /** Has the files of the place; is made. */
  folder: string
  /** What its name server knows, "NAME TYPE VALUE" each. */
  records: string[]
}

/**
 * Runs a program on the plain kernel where nothing can leave, with a name server on 127.0.0.53, and gives its lines.
 * Only root can do that, with `unshare`, `ip` and `python3`. The process must not be on a network.
 */
export function runInClosedPlace({ name, folder, records }: ClosedPlace, program: string[]): string[] {
  const own = ownAddresses.map((address) => `${address}\t${name}\n`).join('')
  const files = {
    hostname: name,
    hosts: `127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n${own}`,
    'resolv.conf': 'nameserver 127.0.0.53\n',
    'nsswitch.conf': 'hosts: files dns\nservices: files\n',
    program: `#!/bin/sh\nexec ${program.join(' ')}\n`,
  }
  mkdirSync(folder)
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text, { mode: 0o755 })
  const server = ['python3', fixture('table_server.py'), ...records.flatMap((line) => line.split(' '))]
  const place = ['sh', fixture('closed-place.sh'), folder, path.join(folder, 'program'), ...server]
  return execFileSync('unshare', ['--net', '--mount', '--uts', ...place], { encoding: 'utf8' }).split('\n')
}
