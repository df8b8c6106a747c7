import { execFileSync } from 'node:child_process'
import dns from 'node:dns'
import { isIP } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Host } from 'socketwrap'
import { compileOnce } from './compile-once.js'

type Family = 4 | 6

/** Asks for the addresses of each name, and gives them as text, in the order of the names; none is an empty list. */
export type Resolver = (host: Host, names: string[], family: Family) => Promise<string[][]>

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))

const each = (ask: (name: string, family: Family) => Promise<string[]>): Resolver => {
  return (_, names, family) => Promise.all(names.map((name) => ask(name, family).catch(() => [])))
}

/** In the process of the test. */
const resolversInTest: Record<string, Resolver> = {
  'dns.lookup': each(async (name, family) => {
    const found = await promisify(dns.lookup)(name, { family, all: true })
    return found.map(({ address }) => address)
  }),
  'dns/promises lookup': each(async (name, family) => {
    const found = await dns.promises.lookup(name, { family, all: true })
    return found.map(({ address }) => address)
  }),
  'dns.resolve4 and resolve6': each((name, family) => promisify(family === 4 ? dns.resolve4 : dns.resolve6)(name)),
  'dns.resolve with a type': each((name, family) => {
    return new Promise((resolve, reject) =>
      dns.resolve(name, family === 4 ? 'A' : 'AAAA', (error, found) =>
        error === null ? resolve(found as string[]) : reject(error),
      ),
    )
  }),
  'dns/promises resolve': each((name, family) => dns.promises[`resolve${family}`](name)),
  'dns.Resolver': each((name, family) => {
    const resolver = new dns.Resolver()
    return promisify(resolver[`resolve${family}`].bind(resolver) as typeof dns.resolve4)(name)
  }),
  'dns/promises Resolver that asks some address': each((name, family) => {
    const resolver = new dns.promises.Resolver()
    resolver.setServers(['192.0.2.53'])
    return resolver[`resolve${family}`](name)
  }),
  'dig by execFileSync': async (_, names, family) => {
    const questions = names.flatMap((name) => [name, family === 4 ? 'A' : 'AAAA'])
    return byLine(names, execFileSync('dig', ['+noall', '+answer', '+question', ...questions], { encoding: 'utf8' }))
  },
}

/** Each name begins with a question; only addresses count, for dig shows aliases, too. */
function byLine(names: string[], output: string): string[][] {
  const parts = output.split(/^;/m).slice(1)
  if (parts.length !== names.length) throw new Error(`dig answered ${parts.length} questions:\n${output}`)
  return parts.map((part) => part.split(/\s+/).filter((word) => isIP(word)))
}

/** Programs print a line for each name: its addresses with spaces between. */
const program = (command: string, toArgs: (names: string[], family: Family) => string[]): Resolver => {
  return async (host, names, family) => {
    const { stdout } = await host.run(command, toArgs(names, family))
    return stdout.split('\n').slice(0, names.length).map(splitAddresses)
  }
}

const splitAddresses = (line: string) => [...new Set(line.split(' ').filter((word) => isIP(word)))]

const shellLoop = (command: string) => (names: string[]) => [
  '-c',
  `for name; do echo $(${command} || true); done`,
  'sh',
  ...names,
]

const python = (body: string) => (names: string[], family: Family) => [
  '-c',
  `import socket, sys
family = socket.AF_INET if sys.argv[1] == '4' else socket.AF_INET6
for name in sys.argv[2:]:
    try: print(*(${body}))
    except OSError: print()`,
  String(family),
  ...names,
]

const node = (body: string) => (names: string[], family: Family) => [
  '-e',
  `const dns = require('dns').promises, family = ${family};
(async () => { for (const name of process.argv.slice(1)) console.log((await (${body}).catch(() => [])).join(' ')) })()`,
  ...names,
]

/** What curl tries to connect to, one address after the other. */
const curl = `curl -sv "-$0" --max-time 20 "http://$name/" 2>&1 | sed -n 's/.* Trying \\[\\{0,1\\}\\(.*[^]]\\)]\\{0,1\\}:80.*/\\1/p'`

function compiled(source: string, how: string[], flags: string[], compiler?: string): Resolver {
  return (host, names, family) => {
    const toArgs = () => [...how, String(family), ...names]
    return program(compileOnce(source, flags, compiler), toArgs)(host, names, family)
  }
}

const askPort53 = (protocol: string) => (names: string[], family: Family) => [
  fixture('ask_port_53.py'),
  protocol,
  String(family),
  ...names,
]

/** Programs that the test starts. */
const resolversInPrograms: Record<string, Resolver> = {
  'getent ahosts': program('sh', (names, family) => shellLoop(`getent ahostsv${family} "$name"`)(names)),
  'dig by UDP': program('sh', (names, family) => shellLoop(`dig +short "$name" ${family === 4 ? 'A' : 'AAAA'}`)(names)),
  'dig by TCP': program('sh', (names, family) =>
    shellLoop(`dig +tcp +short "$name" ${family === 4 ? 'A' : 'AAAA'}`)(names),
  ),
  host: program('sh', (names, family) => shellLoop(`host -t ${family === 4 ? 'A' : 'AAAA'} "$name"`)(names)),
  'getaddrinfo in Python': program(
    '/usr/bin/python3',
    python('a[4][0] for a in socket.getaddrinfo(name, None, family)'),
  ),
  'dns.lookup in a child': program(
    process.execPath,
    node('dns.lookup(name, { family, all: true }).then((found) => found.map(({ address }) => address))'),
  ),
  'dns.resolve in a child': program(process.execPath, node('dns[`resolve${family}`](name)')),
  'dns.Resolver in a child': program(process.execPath, node('new dns.Resolver()[`resolve${family}`](name)')),
  curl: program('sh', (names, family) => ['-c', `for name; do echo $(${curl}); done`, String(family), ...names]),
  'a program that asks port 53 by UDP': program('/usr/bin/python3', askPort53('udp')),
  'a program that asks port 53 by TCP': program('/usr/bin/python3', askPort53('tcp')),
}

/** Programs of one family only. */
export const resolversOfV4: Record<string, Resolver> = {
  'gethostbyname in Python': program('/usr/bin/python3', python('socket.gethostbyname_ex(name)[2]')),
}

const inC = (how: string) => compiled('ask_libc.c', [how], ['-lresolv', '-lanl'])

/** Programs that are compiled for the test. */
const resolversInC: Record<string, Resolver> = {
  'getaddrinfo in C': inC('getaddrinfo'),
  'getaddrinfo_a in C': inC('getaddrinfo_a'),
  'gethostbyname and gethostbyname2 in C': inC('gethostbyname'),
  'gethostbyname_r and gethostbyname2_r in C': inC('gethostbyname_r'),
  'res_query in C': inC('res_query'),
  'res_search in C': inC('res_search'),
  'res_nquery in C': inC('res_nquery'),
}

/** What curl does that is built with c-ares. */
const resolversOfCares: Record<string, Resolver> = {
  'ares_getaddrinfo of c-ares': compiled('ask_cares.c', ['ares_getaddrinfo'], ['-lcares']),
  'ares_gethostbyname of c-ares': compiled('ask_cares.c', ['ares_gethostbyname'], ['-lcares']),
}

/** Programs that no library can be loaded into, and the compiler of each. They read the machine's /etc/hosts. */
const resolversOfSupervised: [title: string, compiler: string, resolve: Resolver][] = [
  ['getaddrinfo of a static glibc', 'gcc', compiled('ask_simply.c', [], ['-static'])],
  ['getaddrinfo of musl', 'musl-gcc', compiled('ask_simply.c', [], [], 'musl-gcc')],
  ['getaddrinfo of a static musl', 'musl-gcc', compiled('ask_simply.c', [], ['-static'], 'musl-gcc')],
  ["Go's own resolver", 'go', compiled('ask_go.go', [], [], 'go')],
]

/** Java gives both families at once. */
const java: Resolver = async (host, names, family) => {
  const { stdout } = await host.run('java', [fixture('Look.java'), ...names])
  const lines = stdout.split('\n').slice(0, names.length)
  return lines.map((line) => splitAddresses(line).filter((address) => isIP(address) === family))
}

interface KnownResolver {
  title: string
  needed: string[]
  resolve: Resolver
  /** What has no library loaded into it reads the machine's /etc/hosts. */
  isSupervised?: boolean
}

const needing = (resolvers: Record<string, Resolver>, ...needed: string[]): KnownResolver[] =>
  Object.entries(resolvers).map(([title, resolve]) => ({ title, needed, resolve }))

export const everyResolver: KnownResolver[] = [
  ...Object.entries(resolversInTest).map(([title, resolve]) => ({
    title: `${title} in the test`,
    needed: ['dig'],
    resolve,
  })),
  ...needing(resolversInPrograms, 'dig', 'host', 'getent', 'curl', 'python3'),
  ...needing(resolversInC, 'gcc'),
  ...needing(resolversOfCares, 'gcc', 'ares.h'),
  ...resolversOfSupervised.map(([title, compiler, resolve]) => ({
    title,
    needed: [compiler],
    resolve,
    isSupervised: true,
  })),
  { title: 'Java', needed: ['java'], resolve: java },
]
