import { describe, expect, test } from 'vitest'
import { formatEndpoint, parsePort } from '../../packages/socketwrap/src/address/endpoint.js'
import { parseAddress, parseHostAddress } from '../../packages/socketwrap/src/address/ip-address.js'
import { parseHostName } from '../../packages/socketwrap/src/host/host-name.js'

describe('addresses', () => {
  test('an IPv6 address is given in its canonical form', () => {
    expect(parseHostAddress('2001:DB8:0:0::7', 'ip')).toBe('2001:db8::7')
  })
  test.each(['300.1.1.1', '10.0.0', 'db', '', 'fe80::1%eth0', '10.0.0.1:80'])('%j is not an address', (text) => {
    expect(parseAddress(text)).toBeUndefined()
    expect(() => parseHostAddress(text, 'ip')).toThrow(expect.objectContaining({ code: 'BAD_ADDRESS' }))
  })
  test.each([
    ['0.0.0.0', 'all addresses'],
    ['::', 'all addresses'],
    ['127.0.0.1', 'loopback'],
    ['::1', 'loopback'],
    ['224.0.0.1', 'multicast'],
    ['ff02::1', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['::ffff:10.0.0.1', 'IPv4-mapped'],
  ])('no host can have %s', (address, reason) => {
    expect(() => parseHostAddress(address, 'ip')).toThrow(reason)
  })
  test('a value that is no text is an error that names the option', () => {
    expect(() => parseHostAddress(7, 'ip')).toThrow(/^ip: 7 cannot be/)
  })
  test.each([
    [Number.NaN, 'NaN'],
    [10n, '10'],
    [Symbol('x'), 'Symbol(x)'],
  ])('a value that JSON does not know is shown: %s', (value, shown) => {
    expect(() => parsePort(value)).toThrow(`port: ${shown} is not a port`)
    expect(() => parseHostName(value)).toThrow(`${shown} is not a host name`)
  })
  test('an endpoint with an IPv6 address has brackets', () => {
    expect(formatEndpoint({ address: 'fd00::2', port: 80 })).toBe('[fd00::2]:80')
    expect(formatEndpoint({ address: '10.0.0.2', port: 80 })).toBe('10.0.0.2:80')
  })
  test.each([-1, 65536, 1.5, '80', Number.NaN])('%j is not a port', (port) => {
    expect(() => parsePort(port)).toThrow(expect.objectContaining({ code: 'BAD_PORT' }))
  })
})

describe('host names', () => {
  test('case does not matter', () => {
    expect(parseHostName('Api.Example.com')).toBe('api.example.com')
  })
  test.each([
    '',
    '-db',
    'db-',
    'a..b',
    'a_b',
    'a b',
    'x'.repeat(65),
    'localhost',
    '10.0.0.1',
    '7',
    '1.2.3',
    '0x7f',
    'fd00::1',
    'ü',
  ])('%j is not a host name', (name) => {
    expect(() => parseHostName(name)).toThrow(expect.objectContaining({ code: 'BAD_HOST_NAME' }))
  })
})
