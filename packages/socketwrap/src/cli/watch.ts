import { once } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { JournalFollower } from '@socketwrap/capture'
import { fromCaptureError } from '../traffic/capture-error.js'
import { nameAddress } from '../traffic/name-address.js'
import type { NamedHost } from '../traffic/traffic.js'
import { capture } from '../traffic/capture-package.js'
import { EventLines } from './event-lines.js'
import { packetPipe } from './pcap.js'
import { recordedHosts } from './recorded-hosts.js'

/**
 * Shows what happens on the network in the directory until the network is removed or this process is interrupted;
 * with `pcap`, as packets on the standard output, in the form that `wireshark -k -i -` reads.
 */
export async function watch(directory: string, pcap: boolean): Promise<number> {
  const pipe = pcap ? packetPipe(`socketwrap watch ${directory} --pcap -`) : undefined
  const hosts = recordedHosts(directory)
  const follower = follow(directory, nameAddress(hosts))
  const finish = () => follower.finish()
  process.once('SIGINT', finish).once('SIGTERM', finish)
  process.stdout.once('error', finish) // Wireshark was closed.
  void finishWith(directory, finish)
  if (pipe) await writePackets(directory, hosts, follower, pipe)
  else await writeLines(follower)
  process.removeListener('SIGINT', finish).removeListener('SIGTERM', finish)
  return 0
}

async function writeLines(follower: JournalFollower): Promise<void> {
  const lines = new EventLines()
  for await (const event of follower) console.log(lines.format(event))
}

async function writePackets(
  directory: string,
  hosts: readonly NamedHost[],
  follower: JournalFollower,
  pipe: NodeJS.WriteStream,
): Promise<void> {
  const keyLog = new (capture().TlsKeyLog)(directory)
  for await (const bytes of capture().renderPcapng(follower, { hosts, isLive: true, tlsKeys: () => keyLog.take() }))
    if (!pipe.write(bytes)) await once(pipe, 'drain').catch(() => follower.finish())
}

function follow(directory: string, name: (address: string) => string | undefined): JournalFollower {
  try {
    return new (capture().JournalFollower)(directory, { nameAddress: name })
  } catch (error) {
    throw fromCaptureError(error, directory)
  }
}

async function finishWith(directory: string, finish: () => void): Promise<void> {
  while (existsSync(path.join(directory, 'network')) || existsSync(path.join(directory, 'journal')))
    await sleep(200, undefined, { ref: false })
  finish()
}
