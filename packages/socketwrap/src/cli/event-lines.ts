import { inspect } from 'node:util'
import type { Endpoint, JournalEvent } from '@socketwrap/capture'
import { formatEndpoint } from '../address/endpoint.js'
import { capture } from '../traffic/capture-package.js'

const shownBytes = 60
const clockTime = { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 } as const

/** Gives a line for each event: when, who, what, between which endpoints, and the first bytes. */
export class EventLines {
  readonly #tracer = new (capture().EndpointTracer)()

  format(event: JournalEvent): string {
    const traced = this.#tracer.trace(event)
    const { kind, timeNs, process, local, remote } = traced
    const time = new Date(Number(timeNs / 1_000_000n)).toLocaleTimeString('en-GB', clockTime)
    const ends = [local, remote].flatMap((end) => (end && end.port > 0 ? formatEnd(end) : []))
    return [time, `${process.host} ${process.program}[${process.pid}]`, kind, ends.join(' -> '), detailOf(traced)]
      .filter(Boolean)
      .join('  ')
  }
}

function formatEnd(end: Endpoint): string {
  return end.host ? `${end.host}:${end.port}` : formatEndpoint(end)
}

function detailOf(event: JournalEvent): string {
  if (event.kind === 'exec') return event.file
  if (event.kind !== 'send' && event.kind !== 'datagram') return ''
  const bytes = event.payload.read()
  const start = bytes ? inspect(bytes.subarray(0, shownBytes).toString('latin1')) : 'not kept'
  const isRefused = event.kind === 'datagram' && event.result < 0
  return `${event.payload.length} bytes  ${isRefused ? 'refused  ' : ''}${start}`
}
