import { createReadStream, statSync } from 'node:fs'
import type { Flow } from '@socketwrap/capture'
import { fromFileError } from '../traffic/capture-error.js'
import { NetworkRecording } from '../traffic/network-recording.js'
import type { NamedHost } from '../traffic/traffic.js'
import { capture } from '../traffic/capture-package.js'
import { withProgress } from './progress.js'
import { recordedHosts } from './recorded-hosts.js'
import { warn } from './warn.js'

/**
 * Shows what a network recorded, or what is in a pcap or pcapng file: a line for each flow, and the last exchanges
 * between the hosts. Of what is damaged, everything up to the damage is shown.
 */
export async function flows(source: string): Promise<number> {
  if (statSync(source, { throwIfNoEntry: false })?.isFile()) return showFile(source)
  const hosts = recordedHosts(source)
  const recording = new NetworkRecording(source, () => hosts)
  const traffic = await withProgress(`reading ${source}`, async (show) => recording.take({}, show))
  show(traffic.flows, hosts)
  warn(traffic.problems)
  return 0
}

async function showFile(file: string): Promise<number> {
  const found: Flow[] = []
  try {
    await withProgress(`reading ${file}`, async (onProgress) => {
      for await (const flow of capture().readFlows(readBytes(file, onProgress))) found.push(flow)
    })
  } catch (error) {
    if (found.length > 0) show(found, [])
    throw fromFileError(error, file)
  }
  show(found, [])
  return 0
}

async function* readBytes(file: string, onProgress: (done: number, total: number) => void): AsyncGenerator<Buffer> {
  const { size } = statSync(file)
  const stream = createReadStream(file, { highWaterMark: 1 << 20 })
  for await (const bytes of stream) {
    yield bytes as Buffer
    onProgress(stream.bytesRead, size)
  }
}

function show(shown: readonly Flow[], hosts: readonly NamedHost[]): void {
  const width = process.stdout.columns || 100
  const { formatFlowTable, formatLadder } = capture()
  const parts = [formatFlowTable(shown, { hosts }), formatLadder(shown, { hosts, width })]
  console.log(shown.length === 0 ? 'No traffic was recorded.' : parts.filter(Boolean).join('\n\n'))
}
