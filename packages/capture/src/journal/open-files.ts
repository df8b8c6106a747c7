import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { nameErrno } from '../name-errno.js'

/** A journal may have more files than a process may open: the ones not used for longest are closed. */
const mostOpen = 32

/** Descriptors are not collected like memory, and a forgotten journal must not keep them. */
const forgotten = new FinalizationRegistry<Map<string, number>>(closeAll)

/** Reads pieces of files by their paths. */
export class OpenFiles {
  /** The files that are there and cannot be read, with the name of the error. */
  readonly failures = new Map<string, string>()
  private readonly descriptors = new Map<string, number>()

  constructor() {
    forgotten.register(this, this.descriptors)
  }

  /**
   * @returns how many bytes were read: fewer than asked for at the end of the file, none when it is gone or cannot be
   *   read
   */
  read(path: string, into: Uint8Array, position: number): number {
    return this.use(path, (descriptor) => readFully(descriptor, into, position)) ?? 0
  }

  /** The length of a file in bytes; undefined when it is gone or cannot be looked at. */
  sizeOf(path: string): number | undefined {
    return this.use(path, (descriptor) => fstatSync(descriptor).size)
  }

  /** What is open is closed; reading opens again. */
  close(): void {
    closeAll(this.descriptors)
  }

  private use<T>(path: string, look: (descriptor: number) => T): T | undefined {
    try {
      const descriptor = this.open(path)
      return descriptor === undefined ? undefined : look(descriptor)
    } catch (error) {
      const { errno, code = '' } = error as NodeJS.ErrnoException
      // Without descriptors nothing can be read: that is no fault of the file.
      if (errno === undefined || code === 'EMFILE' || code === 'ENFILE') throw error
      this.failures.set(path, nameErrno(-errno))
      return undefined
    }
  }

  private open(path: string): number | undefined {
    const descriptor = this.descriptors.get(path) ?? openIfThere(path)
    if (descriptor === undefined) return undefined
    // A map keeps the order of insertion, so the first one is the one not used for longest.
    this.descriptors.delete(path)
    this.descriptors.set(path, descriptor)
    if (this.descriptors.size > mostOpen) {
      const [oldest, unused] = this.descriptors.entries().next().value as [string, number]
      this.descriptors.delete(oldest)
      closeSync(unused)
    }
    return descriptor
  }
}

function readFully(descriptor: number, into: Uint8Array, position: number): number {
  let done = 0
  while (done < into.length) {
    const count = readSync(descriptor, into, done, into.length - done, position + done)
    if (count === 0) break
    done += count
  }
  return done
}

/** A network's files go with it. */
function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function closeAll(descriptors: Map<string, number>): void {
  for (const descriptor of descriptors.values()) closeSync(descriptor)
  descriptors.clear()
}
