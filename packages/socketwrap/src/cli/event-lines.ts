import { inspect } from 'node:util'
import { type Endpoint, EndpointTracer, type JournalEvent } from '@socketwrap/capture'
import { formatEndpoint } from '../address/endpoint.js'

const shownBytes = 60

/** Gives a line for each event: when, who, what, between which endpoints, and the first bytes. */
export class EventLines {
  readonly #tracer = new EndpointTracer()

  format(event: JournalEvent): string {
    const traced = this.#tracer.trace(event)
    const { kind, timeNs, process, local, remote } = traced
    const time = new Date(Number(timeNs / 1_000_000n)).toISOString().slice(11, 23)
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
  return `${event.payload.length} bytes  ${start}`
}
