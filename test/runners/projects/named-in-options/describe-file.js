import { execFileSync } from 'node:child_process'
import { promises as dns } from 'node:dns'
import { network } from 'socketwrap'

/** Each file begins with what the options say. */
export function describeFile() {
  test('hosts have the addresses and names of the options', async () => {
    expect(network.hosts().map(({ name }) => name)).toEqual(['test', 'db', 'web'])
    expect(await dns.lookup('db')).toEqual({ address: '10.1.0.5', family: 4 })
    expect(await dns.resolve4('eu.shard.internal')).toEqual([network.hosts()[2].ip])
  })

  test('names have the records of the options, until a test says otherwise', async () => {
    network.dns({ 'api.example.com': '203.0.113.10' })
    expect(await dns.resolve4('api.example.com')).toEqual(['203.0.113.10'])
  })

  test('and after it', async () => {
    expect(await dns.resolve4('api.example.com')).toEqual(['203.0.113.9'])
    expect(await dns.resolveMx('example.com')).toMatchObject([{ priority: 10, exchange: 'mail.example.com' }])
    expect(execFileSync('dig', ['+short', 'www.example.com'], { encoding: 'utf8' })).toBe(
      'api.example.com.\n203.0.113.9\n',
    )
    await expect(dns.resolve4('broken.example.com')).rejects.toMatchObject({ code: 'ESERVFAIL' })
  })
}
