import type { Endpoint, JournalEvent } from '../types.js'
import type { CapturedHost } from './write-capture.js'
import type { PcapngWriter } from './format/pcapng-writer.js'
import { isLoopbackAddress, isUnspecifiedAddress } from './packet/ip-address.js'

/** The hosts that a capture has met, with their addresses; each new one is written down before its packets. */
export class SeenHosts {
  readonly #writer: PcapngWriter | undefined
  /** Names by address. */
  readonly #names = new Map<string, string>()

  constructor(writer: PcapngWriter | undefined, hosts: readonly CapturedHost[]) {
    this.#writer = writer
    const pairs = hosts.flatMap(({ name, addresses }) => addresses.map((address) => [address, name] as const))
    for (const [address, name] of pairs) this.#names.set(address, name)
    for (const { name } of hosts) writer?.addHost(name)
    writer?.writeNames(pairs)
  }

  see(event: JournalEvent): void {
    if (!('local' in event)) return
    this.#seeEndpoint(event.local, event.process.host)
    this.#seeEndpoint(event.remote, '')
  }

  addressOf(host: string, family: 4 | 6): string | undefined {
    for (const [address, name] of this.#names) {
      if (name === host && address.includes(':') === (family === 6)) return address
    }
    return undefined
  }

  #seeEndpoint({ address, host }: Endpoint, otherwise: string): void {
    const name = host || otherwise
    if (name === '' || isUnspecifiedAddress(address) || isLoopbackAddress(address) || this.#names.has(address)) return
    this.#names.set(address, name)
    this.#writer?.writeNames([[address, name]])
  }
}
