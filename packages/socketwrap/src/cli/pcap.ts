import { writeCapture } from '../traffic/write-capture.js'
import { UsageError } from './parse-command-line.js'
import { withProgress } from './progress.js'
import { recordedHosts } from './recorded-hosts.js'
import { warn } from './warn.js'

/** Writes the packets of a network's recording into a file, or to the standard output. */
export async function pcap(directory: string, output: string): Promise<number> {
  const to = output === '-' ? packetPipe(`socketwrap pcap ${directory} -o -`) : output
  const hosts = recordedHosts(directory)
  const title = output === '-' ? 'writing packets' : `writing ${output}`
  try {
    warn(await withProgress(title, (onProgress) => writeCapture(directory, hosts, to, { onProgress })))
  } catch (error) {
    if (!isClosedPipe(error)) throw error
  }
  return 0
}

/** Who reads the packets has seen enough. */
function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE'
}

/** The standard output; packets on a terminal are of no use. */
export function packetPipe(command: string): NodeJS.WriteStream {
  if (process.stdout.isTTY)
    throw new UsageError(`the standard output is a terminal; give it to a program: ${command} | wireshark -k -i -`)
  return process.stdout
}
