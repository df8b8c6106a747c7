import type { Host, Program } from 'socketwrap'

/** Starts a name server with these lines of configuration. */
export async function startDnsmasq(host: Host, ...options: string[]): Promise<Program> {
  const fixed = ['keep-in-foreground', 'log-facility=-', 'no-resolv', 'no-hosts', 'pid-file', 'local=/test/']
  // Without addresses it asks netlink for the interfaces, and netlink knows those of the machine only.
  const addresses = ['bind-interfaces', ...host.addresses.map((address) => `listen-address=${address}`)]
  const input = [...fixed, ...addresses, ...options].join('\n')
  const dnsmasq = await host.spawn('dnsmasq', ['--conf-file=-'], { input })
  await dnsmasq.listening(53, { protocol: 'udp' })
  await dnsmasq.listening(53)
  return dnsmasq
}
