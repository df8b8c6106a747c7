import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { childEnvironment, preloadPath } from '@socketwrap/native'
import { afterAll, expect, test } from 'vitest'
import { makeNetwork, removeNetwork } from './network.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'sw-files-'))
const network = makeNetwork()
const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}.py`, import.meta.url))
const file = (name: string, text: string) => {
  writeFileSync(path.join(folder, name), text)
  return path.join(folder, name)
}

afterAll(() => {
  removeNetwork(network)
  rmSync(folder, { recursive: true })
})

/** The examples of resolv_wrapper(1), and more of the kind. Debian's library knows one record of a name and type. */
const records = {
  library: 'libresolv_wrapper.so',
  env: {
    RESOLV_WRAPPER_HOSTS: file(
      'records',
      `A dc.cwrap.org 127.0.0.10
AAAA\tdc.cwrap.org fd00::5357:5f0a
CNAME   kerberos.cwrap.org dc.cwrap.org
CNAME   chain.cwrap.org kerberos.cwrap.org
SRV _kerberos._tcp.cwrap.org kerberos.cwrap.org 88
SRV _ldap._tcp.cwrap.org ldap.cwrap.org 389 5 10
URI _vpn.cwrap.org https://vpn.cwrap.org/VPN
URI _other.cwrap.org https://vpn.cwrap.org/VPN 7 8
TXT cwrap.org v=spf1 mx
TXT quoted.cwrap.org "some  text" # and more
SOA cwrap.org ns.cwrap.org root.cwrap.org 2014100901 28800 7200 604800 86400
NS  cwrap.org ns.cwrap.org
PTR 10.0.0.127.in-addr.arpa dc.cwrap.org
A UPPER.cwrap.org 127.0.0.14
`,
    ),
  },
  questions: [
    'res_query dc.cwrap.org A',
    'res_query DC.cwrap.org. A',
    'res_query dc.cwrap.org AAAA',
    'res_query dc.cwrap.org TXT',
    'res_query kerberos.cwrap.org A',
    'res_query kerberos.cwrap.org CNAME',
    'res_query chain.cwrap.org A',
    'res_query _kerberos._tcp.cwrap.org SRV',
    'res_query _ldap._tcp.cwrap.org SRV',
    'res_query _vpn.cwrap.org URI',
    'res_query _other.cwrap.org URI',
    'res_query cwrap.org TXT',
    'res_query quoted.cwrap.org TXT',
    'res_query cwrap.org SOA',
    'res_query cwrap.org NS',
    'res_query cwrap.org A',
    'res_query 10.0.0.127.in-addr.arpa PTR',
    'res_query upper.cwrap.org A',
    'res_query nobody.cwrap.org A',
    'res_search dc.cwrap.org A',
    'res_search nobody.cwrap.org A',
  ],
}

/** All names are in the file, for Debian's library asks the machine's name servers for others. */
const hosts = {
  library: 'libnss_wrapper.so',
  env: {
    NSS_WRAPPER_HOSTNAME: 'me.cwrap.org',
    NSS_WRAPPER_HOSTS: file(
      'hosts',
      `127.0.0.20 one.cwrap.org one uno
fd00::5357:5f14\tone.cwrap.org one
127.0.0.21   two.cwrap.org two
127.0.0.22 two.cwrap.org second
10.0.0.9 ten.cwrap.org shared
127.0.0.23 other.cwrap.org shared
127.0.0.25 UP.cwrap.org
fd00::5357:5f1e six.cwrap.org six
127.0.0.30 localhost
`,
    ),
  },
  questions: [
    ['one.cwrap.org 0', 'one 0', 'one 2', 'uno 0', 'ONE.cwrap.org 2', 'one.cwrap.org. 2', 'two.cwrap.org 0', 'two 0'],
    ['second 0', 'shared 0', 'up.cwrap.org 0', 'six.cwrap.org 0', 'six.cwrap.org 2', 'six 10', 'localhost 2'],
  ]
    .flat()
    .map((words) => `getaddrinfo ${words}`)
    .concat(['one.cwrap.org', 'one', 'uno', 'two', 'shared', 'six'].map((name) => `gethostbyname ${name}`))
    .concat(['127.0.0.20', '127.0.0.21', 'fd00::5357:5f14', '10.0.0.9'].map((address) => `gethostbyaddr ${address}`))
    .concat(['127.0.0.20 0', '127.0.0.20 4', '10.0.0.9 0', 'fd00::5357:5f14 0'].map((words) => `getnameinfo ${words}`))
    .concat('gethostname'),
}

for (const { library, env, questions } of [records, hosts]) {
  const [reference] = globSync(`/usr/lib/*/${library}`)
  const ask = (more: NodeJS.ProcessEnv) =>
    execFileSync('/usr/bin/python3', [fixture('wrapper_files')], {
      env: { PATH: process.env.PATH, ...env, ...more },
      input: questions.join('\n'),
      encoding: 'utf8',
    }).split('\n')

  test.skipIf(reference === undefined && process.env.CI !== 'true')(
    `a program preloaded by hand finds in ${Object.keys(env).join(' and ')} what it finds with ${library}`,
    () => {
      const directory = mkdtempSync(path.join(folder, 'compat-'))
      expect(ask({ LD_PRELOAD: preloadPath, SOCKET_WRAPPER_DIR: directory })).toEqual(
        ask({ LD_PRELOAD: String(reference) }),
      )
    },
  )

  test.skipIf(reference === undefined && process.env.CI !== 'true')(
    `a program on a network finds in ${Object.keys(env).join(' and ')} what it finds with ${library}`,
    () => {
      expect(ask(childEnvironment(network, 'db'))).toEqual(ask({ LD_PRELOAD: String(reference) }))
    },
  )
}

test('dig and getent see the names of both files', () => {
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, {
      env: { PATH: process.env.PATH, ...childEnvironment(network, 'db'), ...hosts.env, ...records.env },
      encoding: 'utf8',
    })
  expect(run('dig', '+short', 'one.cwrap.org', 'AAAA', 'kerberos.cwrap.org', 'A', '-x', '127.0.0.20')).toBe(
    'fd00::5357:5f14\ndc.cwrap.org.\n127.0.0.10\none.cwrap.org.\n',
  )
  expect(run('getent', 'ahostsv4', 'kerberos.cwrap.org')).toContain('127.0.0.10')
  expect(run('getent', 'hosts').split('\n')[0]).toMatch(/^127\.0\.0\.20 +one\.cwrap\.org one uno$/)
  expect(run('cat', '/etc/hosts')).toContain('10.0.0.9\tten.cwrap.org')
})

async function askServer(address: string, serverEnv: NodeJS.ProcessEnv, env: NodeJS.ProcessEnv): Promise<string> {
  const server = spawn('/usr/bin/python3', [fixture('name_server'), address], {
    env: { PATH: process.env.PATH, ...serverEnv },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(server.stdout, 'data')
  const conf = file('resolv.conf', `# our own\nnameserver ${address}\noptions attempts:1\n`)
  const answers = execFileSync('/usr/bin/python3', [fixture('wrapper_files')], {
    env: { PATH: process.env.PATH, RESOLV_WRAPPER_CONF: conf, ...env },
    input: 'res_query any.test A\ngetaddrinfo any.test 2\n',
    encoding: 'utf8',
  })
  server.kill()
  await once(server, 'close')
  return answers
}

const answersOfServer = `res_query any.test A (('any.test', 1, 60, '203.0.113.7'),)
getaddrinfo any.test 2 ('any.test', '203.0.113.7')
`

test('a program preloaded by hand asks the name server of RESOLV_WRAPPER_CONF', async () => {
  const directory = mkdtempSync(path.join(folder, 'compat-'))
  const onInterface = (number: number) => ({
    LD_PRELOAD: preloadPath,
    SOCKET_WRAPPER_DIR: directory,
    SOCKET_WRAPPER_DEFAULT_IFACE: String(number),
  })
  expect(await askServer('127.0.0.10', onInterface(10), onInterface(2))).toBe(answersOfServer)
})

test('a program on a network asks the name server of RESOLV_WRAPPER_CONF', async () => {
  network.addHost('ns', ['203.0.113.53'])
  expect(await askServer('203.0.113.53', childEnvironment(network, 'ns'), childEnvironment(network, 'db'))).toBe(
    answersOfServer,
  )
})
