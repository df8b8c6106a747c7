import { formatEndpoint } from '../address/endpoint.js'
import { parseAddress } from '../address/ip-address.js'

/**
 * What the arguments of `socket.connect` ask for, as `host:port` or a path: options, a port and a host, a path, or
 * what `net.connect` has made of them, an array with the options first. Undefined: Node will refuse them.
 */
export function streamDestination(args: readonly unknown[]): string | undefined {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args
  if (typeof first === 'object' && first !== null) {
    const { path, port, host } = first as { path?: unknown; port?: unknown; host?: unknown }
    return typeof path === 'string' ? path : endpoint(port, host)
  }
  const isPath = typeof first === 'string' && Number.isNaN(Number(first))
  return isPath ? first : endpoint(first, second)
}

/** The same for `socket.send(message[, offset, length], port[, address])` of UDP; connected sockets give none. */
export function datagramDestination([, ...args]: readonly unknown[]): string | undefined {
  const isPart = typeof args[2] === 'number' || typeof args[2] === 'string'
  const hasOffset = isPart && typeof args[0] === 'number' && typeof args[1] === 'number'
  const [port, address] = hasOffset ? args.slice(2) : args
  return endpoint(port, address)
}

/** The same for `fetch`. */
export function requestDestination([resource]: readonly unknown[]): string | undefined {
  try {
    const { hostname, port, protocol } = new URL(String((resource as { url?: string }).url ?? resource))
    return endpoint(port || (protocol === 'https:' ? 443 : 80), hostname.replace(/^\[(.*)\]$/, '$1'))
  } catch {
    return undefined
  }
}

function endpoint(port: unknown, host: unknown): string | undefined {
  if (typeof port !== 'number' && typeof port !== 'string') return undefined
  const name = typeof host === 'string' && host !== '' ? host.toLowerCase() : 'localhost'
  return formatEndpoint({ address: parseAddress(name)?.address ?? name, port: Number(port) })
}
