import type { Flow, FlowSide } from '../types.js'
import type { FlowText } from './conversation.js'
import { isEphemeral, nameEndpoint, type KnownHost } from './known-hosts.js'

/** Who talks to whom, and in which language: `web (curl) -> api (node), http on tcp 80`. */
export function describeFlow(flow: Flow, conversation: FlowText, hosts?: readonly KnownHost[]): string {
  const port = isEphemeral(flow.server.port) ? '<port>' : String(flow.server.port)
  const transport = `${conversation.language ? `${conversation.language} on ` : ''}${flow.protocol} ${port}`
  const lines = conversation.lineEnds === 'mixed' ? '' : `, ${conversation.lineEnds} lines`
  return `${describeSide(flow.client, hosts)} -> ${describeSide(flow.server, hosts)}, ${transport}${lines}`
}

export function describeSide(side: FlowSide, hosts?: readonly KnownHost[]): string {
  const name = nameEndpoint(side, hosts)
  return side.process?.program ? `${name} (${programName(side.process.program)})` : name
}

/** Without its folder, and without what runners of tests write behind it, as in `node (vitest 1)`. */
export function programName(program: string): string {
  return program.slice(program.lastIndexOf('/') + 1).replace(/ .*/, '')
}
