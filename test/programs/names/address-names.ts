import dns from 'node:dns'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Host } from 'socketwrap'
import { compileOnce } from './compile-once.js'

/** Asks for the name of each address, '' when it has none. */
export type Namer = (host: Host, addresses: string[]) => Promise<string[]>

const each = (ask: (address: string) => Promise<string>): Namer => {
  return (_, addresses) => Promise.all(addresses.map((address) => ask(address).catch(() => '')))
}

const reverse = async (address: string) => String((await promisify(dns.reverse)(address))[0])

/** In the process of the test. */
export const namersInTest: Record<string, Namer> = {
  'dns.reverse': each(reverse),
  'dns/promises reverse': each(async (address) => String((await dns.promises.reverse(address))[0])),
  'dns.Resolver reverse': each(async (address) => String((await new dns.promises.Resolver().reverse(address))[0])),
  'dns.lookupService': each(async (address) => {
    const { hostname } = await dns.promises.lookupService(address, 80)
    return hostname === address ? '' : hostname
  }),
}

/** Programs print a line for each address, and a name may have its dot at the end. */
const program = (command: () => string, toArgs: (addresses: string[]) => string[]): Namer => {
  return async (host, addresses) => {
    const { stdout } = await host.run(command(), toArgs(addresses))
    const lines = stdout.split('\n').slice(0, addresses.length)
    return lines.map((line) => line.trim().replace(/\.$/, ''))
  }
}

const shell = (command: string) =>
  program(
    () => 'sh',
    (addresses) => ['-c', `for address; do echo "$(${command})"; done`, 'sh', ...addresses],
  )

const python = (body: string) =>
  program(
    () => '/usr/bin/python3',
    (addresses) => [
      '-c',
      `import socket, sys
for address in sys.argv[1:]:
    try: print(${body})
    except OSError: print()`,
      ...addresses,
    ],
  )

const node = (body: string) =>
  program(
    () => process.execPath,
    (addresses) => [
      '-e',
      `const dns = require('dns').promises;
(async () => { for (const address of process.argv.slice(1)) console.log(await (${body}).catch(() => '')) })()`,
      ...addresses,
    ],
  )

/** Programs that the test starts. */
export const namersInPrograms: Record<string, Namer> = {
  'getent hosts': shell(`getent hosts "$address" | awk '{ print $2 }'`),
  'dig -x': shell('dig +short -x "$address"'),
  host: shell(`host "$address" | sed -n 's/.* domain name pointer //p'`),
  'gethostbyaddr in Python': python('socket.gethostbyaddr(address)[0]'),
  'getnameinfo in Python': python('socket.getnameinfo((address, 80), socket.NI_NAMEREQD)[0]'),
  'dns.reverse in a child': node('dns.reverse(address).then(([name]) => name)'),
  'dns.lookupService in a child': node(
    `dns.lookupService(address, 80).then(({ hostname }) => hostname === address ? '' : hostname)`,
  ),
}

const compiled = (source: string, how: string, ...flags: string[]): Namer => {
  return async (host, addresses) => {
    const isV4 = (address: string) => !address.includes(':')
    const ask = async (family: '4' | '6', some: string[]) =>
      await program(
        () => compileOnce(source, flags),
        () => [how, family, ...some],
      )(host, some)
    const v4 = await ask('4', addresses.filter(isV4))
    const v6 = await ask(
      '6',
      addresses.filter((address) => !isV4(address)),
    )
    return addresses.map((address) => String(isV4(address) ? v4.shift() : v6.shift()))
  }
}

/** Programs that are compiled for the test. */
export const namersInC: Record<string, Namer> = {
  'getnameinfo in C': compiled('ask_libc.c', 'getnameinfo', '-lresolv', '-lanl'),
  'gethostbyaddr in C': compiled('ask_libc.c', 'gethostbyaddr', '-lresolv', '-lanl'),
  'gethostbyaddr_r in C': compiled('ask_libc.c', 'gethostbyaddr_r', '-lresolv', '-lanl'),
  'res_query for PTR in C': compiled('ask_libc.c', 'res_query PTR', '-lresolv', '-lanl'),
}

export const namersOfCares: Record<string, Namer> = {
  'ares_gethostbyaddr of c-ares': compiled('ask_cares.c', 'ares_gethostbyaddr', '-lcares'),
}

const javaSource = `
  import java.net.*;
  public class Name {
    public static void main(String[] addresses) throws UnknownHostException {
      for (String address : addresses) {
        String name = InetAddress.getByName(address).getHostName();
        System.out.println(name.equals(InetAddress.getByName(address).getHostAddress()) ? "" : name);
      }
    }
  }`

export const javaIn = (folder: string): Namer => {
  const file = path.join(folder, 'Name.java')
  return async (host, addresses) => {
    writeFileSync(file, javaSource)
    return await program(
      () => 'java',
      () => [file, ...addresses],
    )(host, addresses)
  }
}
