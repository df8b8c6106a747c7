import { SocketwrapError } from '../errors/socketwrap-error.js'

/** The room of a table and what an entry takes at least, both in bytes: core/network_file.h of @socketwrap/native. */
const tables = {
  names: { room: 4 * 2 ** 20, entry: 32 },
  rules: { room: 64 * 2 ** 10, entry: 64 },
}

/**
 * What cannot have room is not even read: there may be millions.
 *
 * @throws SocketwrapError TABLE_TOO_LARGE
 */
export function checkTableRoom(what: keyof typeof tables, count: number): void {
  const { room, entry } = tables[what]
  const most = Math.floor(room / entry) - 1
  if (count <= most) return
  const text = `${count} ${what} are more than a network has room for, which is ${most} at most.`
  throw new SocketwrapError('TABLE_TOO_LARGE', `${text} Give fewer of them.`, { details: { count, most } })
}
