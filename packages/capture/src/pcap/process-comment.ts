import type { ProcessInfo } from '../types.js'

/** `curl[12] on web` */
export function describeProcess({ program, pid, host }: ProcessInfo): string {
  return `${program}[${pid}]${host && ` on ${host}`}`
}

/** `curl[12] on web → nginx[40] on db`; of an end whose process is not known, the host's name. */
export function describeProcesses(
  client: ProcessInfo | undefined,
  server: ProcessInfo | undefined,
  hosts: { client: string; server: string },
): string {
  const from = client ? describeProcess(client) : hosts.client || '?'
  return `${from} → ${server ? describeProcess(server) : hosts.server || '?'}`
}

export interface NamedProcesses {
  client?: ProcessInfo
  server?: ProcessInfo
}

/** Reads such comments of packets again, also with other comments around them. The same ones come again and again. */
export class ProcessComments {
  readonly #known = new Map<string, NamedProcesses | undefined>()

  parse(comment: string): NamedProcesses | undefined {
    if (this.#known.has(comment)) return this.#known.get(comment)
    if (this.#known.size >= mostKnown) this.#known.clear()
    const named = parseProcesses(comment)
    this.#known.set(comment, named)
    return named
  }
}

const mostKnown = 256

function parseProcesses(comment: string): NamedProcesses | undefined {
  const [from, to] = comment.split(' → ')
  if (from === undefined || to === undefined) return undefined
  const client = parseProcess(from)
  const server = parseProcess(to)
  return { ...(client && { client }), ...(server && { server }) }
}

function parseProcess(text: string): ProcessInfo | undefined {
  const [, program, pid, host = ''] = /^(.+)\[(\d+)\](?: on ([^\s:]+))?/.exec(text) ?? []
  return program === undefined ? undefined : { program, pid: Number(pid), host }
}
