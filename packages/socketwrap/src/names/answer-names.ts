import dns, { type LookupOptions } from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
import { isIP } from 'node:net'
import { promisify } from 'node:util'
import { lookupName } from './lookup.js'
import { lookupServiceName } from './lookup-service.js'
import type { NameSource } from './name-source.js'
import { Pauses } from './pauses.js'

/**
 * Where a thread has what knows its names. Functions that modules keep, `const { lookup } = dns`, outlive a network; they
 * ask the one that the thread is on when they are called, whichever copy of this package has put it there.
 */
const sourceKey = Symbol.for('socketwrap.nameSource')
const thread = globalThis as { [sourceKey]?: Answering | undefined }

interface Answering {
  source: NameSource
  pauses: Pauses
}

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
  const answering = { source, pauses: new Pauses() }
  thread[sourceKey] = answering
  const restore = [
    replace(dns, 'lookup', callbackLookup),
    replace(dns.promises, 'lookup', promiseLookup),
    replace(dns, 'lookupService', callbackService),
    replace(dns.promises, 'lookupService', promiseService),
  ]
  syncBuiltinESMExports()
  return () => {
    if (thread[sourceKey] === answering) thread[sourceKey] = undefined
    answering.pauses.end()
    for (const undo of restore) undo()
    syncBuiltinESMExports()
  }
}

type AnyFunction = (...args: never[]) => unknown

/** Node's own functions check their arguments, and answer a number and an empty name without asking anyone. */
const number = '127.0.0.1'

function isName(name: unknown): name is string {
  return typeof name === 'string' && name !== '' && !name.includes('\0')
}

function callbackLookup(original: AnyFunction): AnyFunction {
  function virtualLookup(name: unknown, optionsOrCallback: unknown, maybeCallback?: unknown): unknown {
    const callback = (maybeCallback ?? optionsOrCallback) as Callback
    const answering = thread[sourceKey]
    if (!answering || !isName(name) || typeof callback !== 'function') {
      return Reflect.apply(
        original,
        dns,
        maybeCallback === undefined ? [name, optionsOrCallback] : [name, optionsOrCallback, maybeCallback],
      )
    }
    const options = readOptions(maybeCallback === undefined ? undefined : optionsOrCallback)
    if (maybeCallback !== undefined) Reflect.apply(original, dns, [number, optionsOrCallback, () => {}])
    lookupName(name, options, answering.source, answering.pauses).then(
      (addresses) => {
        const [first] = addresses
        process.nextTick(callback, null, ...(options.all ? [addresses] : [first?.address, first?.family]))
      },
      (error: unknown) => process.nextTick(callback, error as Error),
    )
    return {}
  }
  return withPromisify(virtualLookup, promiseLookup(promisify(original) as AnyFunction))
}

function promiseLookup(original: AnyFunction) {
  return (name: unknown, ...rest: [options?: unknown]): unknown => {
    const answering = thread[sourceKey]
    const checked = Reflect.apply(original, dns.promises, [answering && isName(name) ? number : name, ...rest])
    return answering && isName(name) ? lookupPromised(name, readOptions(rest[0]), answering) : checked
  }
}

async function lookupPromised(name: string, { all, ...options }: LookupOptions, { source, pauses }: Answering) {
  const addresses = await lookupName(name, options, source, pauses)
  return all ? addresses : addresses[0]
}

function callbackService(original: AnyFunction): AnyFunction {
  function virtualLookupService(address: string, port: number, callback: Callback): unknown {
    const answering = thread[sourceKey]
    if (!answering || !isEndpoint(address, port) || typeof callback !== 'function')
      return Reflect.apply(original, dns, [address, port, callback])
    try {
      const { hostname, service } = lookupServiceName(address, port, answering.source)
      process.nextTick(callback, null, hostname, service)
    } catch (error) {
      process.nextTick(callback, error as Error)
    }
    return {}
  }
  return withPromisify(virtualLookupService, promiseService(promisify(original) as AnyFunction))
}

function promiseService(original: AnyFunction) {
  return (address: string, port: number): unknown => {
    const answering = thread[sourceKey]
    if (!answering || !isEndpoint(address, port)) return Reflect.apply(original, dns.promises, [address, port])
    return promiseOf(() => lookupServiceName(address, port, answering.source))
  }
}

async function promiseOf<T>(give: () => T): Promise<T> {
  return give()
}

/** What else there is Node itself refuses. */
function isEndpoint(address: unknown, port: unknown): boolean {
  return typeof address === 'string' && isIP(address) !== 0 && Number.isInteger(port) && Number(port) >> 16 === 0
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
