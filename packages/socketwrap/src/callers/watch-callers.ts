import dgram from 'node:dgram'
import net from 'node:net'
import type { CallerLog } from './caller-log.js'
import { datagramDestination, requestDestination, streamDestination } from './destination.js'

type AnyFunction = (this: unknown, ...args: never[]) => unknown

/**
 * Notes who connects and sends in this thread.
 *
 * @param realm has the `fetch` of the tests, which connects later than it is called
 * @returns a function that puts everything back
 */
export function watchCallers(log: CallerLog, realm: object = globalThis): () => void {
  const noteAs = (destinationOf: (args: unknown[]) => string | undefined) => (args: unknown[], called: AnyFunction) => {
    const destination = destinationOf(args)
    if (destination !== undefined) log.note(destination, called)
  }
  const restore = [
    before(net.Socket.prototype, 'connect', noteAs(streamDestination)),
    before(dgram.Socket.prototype, 'connect', noteAs(streamDestination)),
    before(dgram.Socket.prototype, 'send', noteAs(datagramDestination)),
    before(realm as { fetch?: AnyFunction }, 'fetch', noteAs(requestDestination)),
  ]
  return () => {
    for (const undo of restore) undo()
  }
}

/** Puts the original back unless someone else has replaced ours in the meantime; then ours does nothing any more. */
function before<T extends object>(
  target: T,
  name: keyof T & string,
  look: (args: unknown[], called: AnyFunction) => void,
): () => void {
  const original = target[name] as AnyFunction | undefined
  if (typeof original !== 'function') return () => {}
  let isWatching = true
  const watched = function (this: unknown, ...args: never[]): unknown {
    if (isWatching) look(args, watched)
    return Reflect.apply(original, this, args)
  }
  Object.defineProperties(watched, {
    name: { value: original.name, configurable: true },
    length: { value: original.length, configurable: true },
  })
  target[name] = watched as T[typeof name]
  return () => {
    isWatching = false
    if (target[name] === (watched as unknown)) target[name] = original as T[typeof name]
  }
}
