import { expect, test } from 'vitest'
import { addOwners, listSockets } from '../../packages/socketwrap/src/sockets/socket-entry.js'
import { parseSocketName } from '../../packages/socketwrap/src/sockets/socket-name.js'
import { parseUnixTable } from '../../packages/socketwrap/src/sockets/unix-table.js'

const id = 'a1b2c3d4e5f6'
const table = `Num       RefCount Protocol Flags    Type St Inode Path
0000000000000000: 00000002 00000000 00010000 0001 01 100 @sw${id}.ld.0001.0.-.18eb
0000000000000000: 00000003 00000000 00000000 0001 03 101 @sw${id}.ld.0001.0.-.18eb
0000000000000000: 00000003 00000000 00000000 0001 03 102 @sw${id}.c.0000.0a0000019c40.0a00000218eb
0000000000000000: 00000002 00000000 00010000 0001 01 107 @sw${id}.c.0000.0a0000019c41.0a00000218eb
0000000000000000: 00000002 00000000 00000000 0002 01 103 @sw${id}.u6.0000.0.fd000000000000000000000000000001.0035
0000000000000000: 00000002 00000000 00000000 0002 01 107 @sw${id}.v4.0000.0.-.0035
0000000000000000: 00000002 00000000 00010000 0001 01 104 @sw000000000000.l4.0000.0.-.0050
0000000000000000: 00000002 00000000 00010000 0001 01 105 /run/some socket @sw
0000000000000000: 00000003 00000000 00000000 0001 03 106
`
const hosts = [
  { index: 0, name: 'test', addresses: ['10.0.0.1', 'fd00::1'] },
  { index: 1, name: 'db', addresses: ['10.0.0.2', 'fd00::2'] },
]

test('the sockets of one network are listed, by host, protocol and port', () => {
  const sockets = addOwners(listSockets(id, hosts, parseUnixTable(table)), [])
  expect(sockets).toEqual([
    { host: 'db', protocol: 'tcp', state: 'listening', local: { address: '::', port: 6379 } },
    { host: 'db', protocol: 'tcp', state: 'connected', local: { address: '::', port: 6379 } },
    {
      host: 'test',
      protocol: 'tcp',
      state: 'connected',
      local: { address: '10.0.0.1', port: 40000 },
      remote: { address: '10.0.0.2', port: 6379 },
    },
    {
      host: 'test',
      protocol: 'tcp',
      state: 'connecting',
      local: { address: '10.0.0.1', port: 40001 },
      remote: { address: '10.0.0.2', port: 6379 },
    },
    { host: 'test', protocol: 'udp', state: 'bound', local: { address: 'fd00::1', port: 53 } },
    { host: 'test', protocol: 'udplite', state: 'bound', local: { address: '0.0.0.0', port: 53 } },
  ])
})

test('an IPv4 wildcard shows as 0.0.0.0', () => {
  expect(parseSocketName(`sw${id}.l4.0000.0.-.0050`)?.local).toEqual({ address: '0.0.0.0', port: 80 })
})

test.each(['sw', 'swap', `sw${id}`, `sw${id}.l4.0000.0.zz.0050`, `sw${id}.x4.0000.0.-.0050`])(
  '%s is not one of ours',
  (name) => {
    expect(parseSocketName(name)).toBeUndefined()
  },
)
