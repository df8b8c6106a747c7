import type { Network } from 'socketwrap'

/** What a resolver says: addresses in any order, or that there are none. */
export interface Question {
  name: string
  v4: string[]
  v6: string[]
}

/** Gives the network of a test names of all kinds, and says what every resolver must answer. */
export async function nameEverything(network: Network): Promise<Question[]> {
  const db = await network.host('db', { names: ['db.internal', '*.shard.internal'] })
  const old = await network.host('old', { ip: '203.0.113.80' })
  const modern = await network.host('modern', { ip: '2001:db8::80' })
  network.dns({
    'api.example.com': ['198.51.100.7', '2001:db8::7'],
    'four.example.com': '198.51.100.4',
    'six.example.com': '2001:db8::6',
    'alias.example.com': { CNAME: 'api.example.com' },
    'long.example.com': { CNAME: 'alias.example.com' },
    'host.example.com': { CNAME: 'db' },
    '*.wild.example.com': '198.51.100.99',
    'tame.wild.example.com': '198.51.100.98',
    'text.example.com': { TXT: 'no address' },
    'gone.example.com': 'NXDOMAIN',
  })
  const ofDb = { v4: [db.ip], v6: [db.ip6] }
  return [
    { name: 'localhost', v4: ['127.0.0.1'], v6: ['::1'] },
    { name: 'shop.localhost', v4: ['127.0.0.1'], v6: ['::1'] },
    { name: 'db', ...ofDb },
    { name: 'DB', ...ofDb },
    { name: 'db.internal', ...ofDb },
    { name: 'eu.shard.internal', ...ofDb },
    { name: 'one.eu.shard.internal', ...ofDb },
    { name: 'old', v4: [old.ip], v6: [] },
    { name: 'modern', v4: [], v6: [modern.ip6] },
    { name: 'api.example.com', v4: ['198.51.100.7'], v6: ['2001:db8::7'] },
    { name: 'four.example.com', v4: ['198.51.100.4'], v6: [] },
    { name: 'six.example.com', v4: [], v6: ['2001:db8::6'] },
    { name: 'alias.example.com', v4: ['198.51.100.7'], v6: ['2001:db8::7'] },
    { name: 'long.example.com', v4: ['198.51.100.7'], v6: ['2001:db8::7'] },
    { name: 'host.example.com', ...ofDb },
    { name: 'any.wild.example.com', v4: ['198.51.100.99'], v6: [] },
    { name: 'tame.wild.example.com', v4: ['198.51.100.98'], v6: [] },
    { name: 'text.example.com', v4: [], v6: [] },
    { name: 'gone.example.com', v4: [], v6: [] },
    { name: 'nobody.example.com', v4: [], v6: [] },
  ]
}
