import { connect } from 'node:net'
import { network } from 'socketwrap'

/** Tries to leave the network, and takes no notice that it was not let out. */
export function leave(port) {
  return new Promise((resolve) => connect(port, '192.0.2.9').once('error', resolve))
}

/** The same by a program on a host. */
export async function leaveByProgram(port) {
  const web = await network.host('web')
  await web.run(process.execPath, ['-e', `require('net').connect(${port}, '192.0.2.9').on('error', () => {})`])
}
