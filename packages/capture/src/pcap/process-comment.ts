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

/** Reads such a comment of a packet again, also with other comments around it. */
export function parseProcesses(comment: string): { client?: ProcessInfo; server?: ProcessInfo } | undefined {
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
