import { closeSync, openSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { makeDirectory } from '../files/make-directory.js'
import { currentOwner, formatOwner, isOwnerAlive, parseOwner } from '../process/owner.js'

const unfinishedEnding = '.part'

/** Where captures go: made for the first file in it, removed with the last one, and shared by all workers. */
export class CaptureDirectory {
  /** What was there when this was made, and what was written since: a test that passes costs no look at the disk. */
  readonly #names: Set<string>

  constructor(private readonly directory: string) {
    this.#names = new Set(listNames(directory))
  }

  get isEmpty(): boolean {
    return this.#names.size === 0
  }

  pathOf(name: string): string {
    return path.join(this.directory, name)
  }

  /**
   * Nobody finds half a file.
   *
   * @throws what `write` throws, and the errors of the file system; no file of this name is there then
   */
  async write(name: string, write: (file: string) => Promise<void>): Promise<void> {
    try {
      const unfinished = this.#begin(name)
      try {
        await write(unfinished)
        renameSync(unfinished, this.pathOf(name))
        this.#names.add(name)
      } finally {
        rmSync(unfinished, { force: true })
      }
    } catch (error) {
      this.remove(name)
      this.#removeIfEmpty()
      throw error
    }
  }

  /** Gives false when there was no such file, or when it has to stay because the directory is read-only. */
  remove(name: string): boolean {
    if (!this.#names.delete(name)) return false
    try {
      rmSync(this.pathOf(name))
    } catch {
      return false
    }
    this.#removeIfEmpty()
    return true
  }

  /** Removes what workers that are dead now have not finished. */
  sweep(): void {
    const stale = [...this.#names].filter((name) => {
      const owner = name.endsWith(unfinishedEnding) && parseOwner(path.extname(path.parse(name).name).slice(1))
      return owner && !isOwnerAlive(owner)
    })
    for (const name of stale) this.remove(name)
  }

  /** Makes the unfinished file at once: with it, no other worker finds the directory empty and removes it. */
  #begin(name: string): string {
    const unfinished = this.pathOf(`${name}.${formatOwner(currentOwner())}${unfinishedEnding}`)
    for (let tries = 1; ; tries++) {
      makeDirectory(this.directory, 0o777)
      try {
        closeSync(openSync(unfinished, 'w'))
        return unfinished
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || tries === mostTries) throw error
      }
    }
  }

  #removeIfEmpty(): void {
    try {
      rmdirSync(this.directory)
    } catch {
      // There are other files in it.
    }
  }
}

function listNames(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}

/** So often another worker may remove the directory between two steps of this one. */
const mostTries = 10
