import { readFileSync } from 'node:fs'

/** A line of /proc/net/unix whose socket has a name in the abstract namespace. */
export interface UnixSocket {
  /** The name, without the `@` that stands for the leading zero byte. */
  name: string
  inode: number
  isListening: boolean
  isConnected: boolean
}

/** __SO_ACCEPTCON and SS_CONNECTED, see include/linux/net.h and include/uapi/linux/net.h. */
const acceptsConnections = 0x10000
const connected = 3

/** Reads the unix sockets of this network namespace: one open, one pass, no lock that a program could feel. */
export function readUnixTable(): UnixSocket[] {
  return parseUnixTable(readFileSync('/proc/net/unix', 'latin1'))
}

/** The columns are: Num RefCount Protocol Flags Type St Inode Path. A socket that nobody accepted yet has inode 0. */
export function parseUnixTable(text: string): UnixSocket[] {
  const sockets: UnixSocket[] = []
  for (const line of text.split('\n')) {
    if (!line.includes(' @sw')) continue
    const [, , , flags = '', , state = '', inode = '', path = ''] = line.trim().split(/\s+/)
    sockets.push({
      name: path.slice(1),
      inode: Number(inode),
      isListening: (Number.parseInt(flags, 16) & acceptsConnections) !== 0,
      isConnected: Number.parseInt(state, 16) === connected,
    })
  }
  return sockets
}
