import { formatEndpoint } from '../address/endpoint.js'
import { openNetwork } from '../network/keep-network.js'
import type { SocketEntry } from '../sockets/socket-entry.js'

/** Shows the hosts and processes of a network. */
export function ps(directory: string): number {
  const network = openNetwork(directory)
  const sockets = network.sockets()
  const processes = network.processes()
  const rows = network.hosts().flatMap(({ name, addresses }) => {
    const here = processes.filter(({ host }) => host === name)
    const first = [name, addresses.join(',')]
    if (here.length === 0) return [[...first, '-', '-', '-']]
    return here.map(({ pid, program }, index) => [
      ...(index === 0 ? first : ['', '']),
      String(pid),
      program,
      listeners(sockets, pid),
    ])
  })
  console.log(formatTable([['HOST', 'ADDRESSES', 'PID', 'PROGRAM', 'LISTENING'], ...rows]))
  void network.close()
  return 0
}

function listeners(sockets: SocketEntry[], pid: number): string {
  const open = sockets.filter(
    (socket) => socket.pid === pid && (socket.state === 'listening' || socket.state === 'bound'),
  )
  return open.map(({ protocol, local }) => `${protocol} ${formatEndpoint(local)}`).join(', ') || '-'
}

/** Columns as wide as their widest cell, two spaces between them. */
export function formatTable(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
