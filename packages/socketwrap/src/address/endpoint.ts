import { describeValue } from '../errors/describe-value.js'
import { SocketwrapError } from '../errors/socketwrap-error.js'

/** An address and a port; `address` is `0.0.0.0` or `::` for "all addresses of the host". */
export interface Endpoint {
  address: string
  port: number
}

/** Gives `10.0.0.2:80` or `[fd00::2]:80`. */
export function formatEndpoint({ address, port }: Endpoint): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

/**
 * Gives the port when it is a whole number from `least` to 65535.
 *
 * @throws SocketwrapError BAD_PORT
 */
export function parsePort(port: unknown, option = 'port', least = 0): number {
  if (typeof port === 'number' && Number.isInteger(port) && port >= least && port <= 65535) return port
  throw new SocketwrapError(
    'BAD_PORT',
    `${option}: ${describeValue(port)} is not a port. Give a whole number from ${least} to 65535.`,
    {
      details: { option, value: port },
    },
  )
}
