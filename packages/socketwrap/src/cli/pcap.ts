import { writeCapture } from '../traffic/write-capture.js'
import { recordedHosts } from './recorded-hosts.js'
import { warn } from './warn.js'

/** Writes the packets of a network's recording into a file, or to the standard output. */
export async function pcap(directory: string, output: string): Promise<number> {
  const to = output === '-' ? process.stdout : output
  warn(await writeCapture(directory, recordedHosts(directory), to))
  return 0
}
