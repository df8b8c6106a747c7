import dns from 'node:dns'
import { promisify } from 'node:util'

/** What modules keep when they are loaded. Without isolation they are loaded once for many files. */
const { lookup, promises, resolve4 } = dns
const resolver = new promises.Resolver()
const promiseLookup = promises.lookup

export const kept = {
  'dns.lookup': (name) => new Promise((done) => lookup(name, { family: 4 }, (_error, address) => done(address))),
  'promisified dns.lookup': async (name) => (await promisify(lookup)(name, { family: 4 })).address,
  'dns/promises lookup': async (name) => (await promiseLookup(name, { family: 4 })).address,
  'dns.resolve4': async (name) => (await promisify(resolve4)(name)).join(),
  'a dns.Resolver': async (name) => (await resolver.resolve4(name)).join(),
}
