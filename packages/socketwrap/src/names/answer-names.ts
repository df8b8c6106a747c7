import dns, { type LookupOptions } from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
import { promisify } from 'node:util'
import { lookupName } from './lookup.js'
import { lookupServiceName } from './lookup-service.js'
import type { NameSource } from './name-source.js'

type Callback = (error: Error | null, ...answer: unknown[]) => void

/**
 * Makes the name functions of this thread know a network's names and nothing else.
 *
 * Node gives `dns.lookup` and `dns.lookupService` to a pool of threads that all networks of the process share, where
 * the shim cannot know which network is meant; the calling thread knows. What the network does not know is ENOTFOUND:
 * no question leaves it.
 *
 * @returns a function that puts everything back
 */
export function answerNames(source: NameSource): () => void {
  const lookup = (name: string, options: LookupOptions) => lookupName(name, options, source)
  const service = (address: string, port: number) => lookupServiceName(address, port, source)
  const restore = [
    replace(dns, 'lookup', (original) => callbackLookup(original, lookup)),
    replace(dns.promises, 'lookup', (original) => promiseLookup(original, lookup)),
    replace(dns, 'lookupService', (original) => callbackService(original, service)),
    replace(dns.promises, 'lookupService', () => async (address: string, port: number) => service(address, port)),
  ]
  syncBuiltinESMExports()
  return () => {
    for (const undo of restore) undo()
    syncBuiltinESMExports()
  }
}

type Lookup = (name: string, options: LookupOptions) => Promise<{ address: string; family: number }[]>
type AnyFunction = (...args: never[]) => unknown

function callbackLookup(original: AnyFunction, lookup: Lookup): AnyFunction {
  function virtualLookup(name: unknown, optionsOrCallback: unknown, maybeCallback?: unknown): unknown {
    const callback = (maybeCallback ?? optionsOrCallback) as Callback
    // Node's own function checks its arguments, and answers an empty name without asking anyone.
    if (typeof name !== 'string' || name === '' || typeof callback !== 'function') {
      return Reflect.apply(
        original,
        dns,
        maybeCallback === undefined ? [name, optionsOrCallback] : [name, optionsOrCallback, maybeCallback],
      )
    }
    const options = readOptions(maybeCallback === undefined ? undefined : optionsOrCallback)
    lookup(name, options).then(
      (addresses) => {
        const [first] = addresses
        process.nextTick(callback, null, ...(options.all ? [addresses] : [first?.address, first?.family]))
      },
      (error: unknown) => process.nextTick(callback, error as Error),
    )
    return {}
  }
  return withPromisify(virtualLookup, (name: string, options?: unknown) =>
    promiseLookup(original, lookup)(name, options),
  )
}

function promiseLookup(original: AnyFunction, lookup: Lookup) {
  return async (name: unknown, options?: unknown): Promise<unknown> => {
    if (typeof name !== 'string' || name === '') return Reflect.apply(original, dns.promises, [name, options])
    const { all, ...rest } = readOptions(options)
    const addresses = await lookup(name, rest)
    return all ? addresses : addresses[0]
  }
}

function callbackService(
  original: AnyFunction,
  service: (address: string, port: number) => { hostname: string; service: string },
): AnyFunction {
  function virtualLookupService(address: string, port: number, callback: Callback): unknown {
    if (typeof callback !== 'function') return Reflect.apply(original, dns, [address, port, callback])
    try {
      const { hostname, service: name } = service(address, port)
      process.nextTick(callback, null, hostname, name)
    } catch (error) {
      process.nextTick(callback, error as Error)
    }
    return {}
  }
  return withPromisify(virtualLookupService, async (address: string, port: number) => service(address, port))
}

/** `util.promisify(dns.lookup)` gives an object of both answers, as Node's own does. */
function withPromisify(target: AnyFunction, promised: AnyFunction): AnyFunction {
  return Object.defineProperty(target, promisify.custom, { value: promised })
}

function readOptions(options: unknown): LookupOptions {
  return typeof options === 'number' ? { family: options } : ((options ?? {}) as LookupOptions)
}

/** Puts the original back unless someone else has replaced ours in the meantime. */
function replace<T extends object>(
  target: T,
  key: keyof T & string,
  make: (original: AnyFunction) => AnyFunction,
): () => void {
  const original = target[key] as AnyFunction
  const ours = Object.defineProperty(make(original), 'name', { value: key })
  target[key] = ours as T[typeof key]
  return () => {
    if (target[key] === (ours as unknown)) target[key] = original as T[typeof key]
  }
}
