import { execFileSync } from 'node:child_process'
import dns from 'node:dns'
import { writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Host } from 'socketwrap'

type Family = 4 | 6

/** Asks for the addresses of each name, and gives them as text, in the order of the names; none is an empty list. */
export type Resolver = (host: Host, names: string[], family: Family) => Promise<string[][]>

const each = (ask: (name: string, family: Family) => Promise<string[]>): Resolver => {
  return (_, names, family) => Promise.all(names.map((name) => ask(name, family).catch(() => [])))
}

/** In the process of the test. */
export const resolversInTest: Record<string, Resolver> = {
  'dns.lookup': each(async (name, family) => {
    const found = await promisify(dns.lookup)(name, { family, all: true })
    return found.map(({ address }) => address)
  }),
  'dns/promises lookup': each(async (name, family) => {
    const found = await dns.promises.lookup(name, { family, all: true })
    return found.map(({ address }) => address)
  }),
  'dns.resolve': each((name, family) => promisify(family === 4 ? dns.resolve4 : dns.resolve6)(name)),
  'dns.Resolver': each((name, family) => {
    const resolver = new dns.promises.Resolver()
    resolver.setServers(['192.0.2.53'])
    return family === 4 ? resolver.resolve4(name) : resolver.resolve6(name)
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

/** Programs that the test starts. */
export const resolversInPrograms: Record<string, Resolver> = {
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
}

/** Programs of one family only. */
export const resolversOfV4: Record<string, Resolver> = {
  'gethostbyname in Python': program('/usr/bin/python3', python('socket.gethostbyname_ex(name)[2]')),
}

const javaSource = `
  import java.net.*;
  public class Look {
    public static void main(String[] names) {
      for (String name : names) {
        StringBuilder line = new StringBuilder();
        try { for (InetAddress a : InetAddress.getAllByName(name)) line.append(a.getHostAddress()).append(' '); }
        catch (UnknownHostException e) { }
        System.out.println(line);
      }
    }
  }`

/** Java gives both families at once. */
export const javaIn =
  (folder: string): Resolver =>
  async (host, names, family) => {
    const file = path.join(folder, 'Look.java')
    writeFileSync(file, javaSource)
    const { stdout } = await host.run('java', [file, ...names])
    const lines = stdout.split('\n').slice(0, names.length)
    return lines.map((line) => splitAddresses(line).filter((address) => isIP(address) === family))
  }
