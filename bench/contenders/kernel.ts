import { runCommand } from '../run-command.ts'
import type { Carrier } from './place.ts'

/** Programs as they are, on the machine's loopback or over unix sockets. */
function kernelCarrier(name: string, title: string, carrier: string): Carrier {
  const place = {
    carrier,
    run: (command: string[]) => runCommand(command, process.env),
    close: async () => {},
  }
  return { name, title, open: async () => place }
}

export const loopback = kernelCarrier('loopback', 'IP loopback', '127.0.0.1')
export const unix = kernelCarrier('unix', 'raw unix socket', 'unix')
/** What ours does for each connection, without ours. */
export const unixBound = kernelCarrier('unix-bound', 'raw unix socket, client bound', 'unix-bound')
/** The same as `loopback`, for what has nothing to do with sockets. */
export const plain = kernelCarrier('plain', 'not preloaded', '127.0.0.1')
