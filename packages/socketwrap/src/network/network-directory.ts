import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { types } from 'node:util'
import { SocketwrapError } from '../errors/socketwrap-error.js'
import { makeDirectory } from '../files/make-directory.js'
import { currentOwner, formatOwner, type Owner, parseOwner } from '../process/owner.js'

/** A path of a unix socket has 108 bytes (sun_path, see unix(7)); this leaves room for a name in the directory. */
const maxDirectoryBytes = 100

/** As it is before a test replaces it. Loading `node:crypto` would take as long as opening a network. */
const { random } = Math

/** The memory file system where there is one: what a network writes must not wait for a disk. */
export function networkBase(): string {
  for (const base of ['/dev/shm', tmpdir()]) if (isWritable(base)) return realpathSync(base)
  throw new SocketwrapError(
    'DIRECTORY_UNWRITABLE',
    `Neither /dev/shm nor ${tmpdir()} is writable. Set TMPDIR to a directory that is.`,
  )
}

/** `sw-<uid>-<pid>-<start>-<pid namespace>-<random>`: the name alone says whose network it is. */
export function ownedName(owner: Owner = currentOwner(), draw = random): string {
  const number = Math.floor(draw() * 2 ** 32)
  return `sw-${formatOwner(owner)}-${number.toString(16).padStart(8, '0')}`
}

/** Gives undefined for a name that `ownedName` did not make. */
export function parseOwnedName(name: string): Owner | undefined {
  return parseOwner(/^sw-([\d-]+)-[0-9a-f]{8}$/.exec(name)?.[1] ?? '')
}

/** Makes a directory for an owned network, which only this user can look into. */
export function makeOwnedDirectory(base = networkBase(), draw = random): string {
  // All names are equally long.
  checkLength(path.join(base, ownedName()))
  const directory = makeNamed(base, (place) => mkdirSync(place, { mode: 0o700 }), draw)
  // The shim and /proc show the real path, and the two are compared.
  return realpathSync(directory)
}

/**
 * Leaves a mark of a network that its owner put elsewhere, so that the next start finds it when the owner is dead.
 *
 * @returns the path of the mark
 */
export function markOwned(directory: string, base = networkBase()): string {
  return makeNamed(base, (place) => symlinkSync(directory, place), random)
}

/** Under a name that nobody has: names are not secret, so another user may have taken one first. */
function makeNamed(base: string, make: (place: string) => void, draw: () => number): string {
  for (;;) {
    const place = path.join(base, ownedName(currentOwner(), draw))
    try {
      make(place)
      return place
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unwritable(place, error)
    }
  }
}

/**
 * Makes the directory that a person named, or takes it when it is there and fit: ours, closed to others.
 *
 * @returns its real path and what is in it
 * @throws SocketwrapError DIRECTORY_TOO_LONG, DIRECTORY_FOREIGN, DIRECTORY_UNWRITABLE, DIRECTORY_NOT_EMPTY
 */
export function takeDirectory(named: string): { directory: string; hasNetwork: boolean; wasMade: boolean } {
  const absolute = path.resolve(named)
  checkLength(absolute)
  const wasMade = make(absolute)
  const directory = realpathSync(absolute)
  checkLength(directory)
  const file = path.join(directory, 'network')
  checkOurs(directory, existsSync(file))
  const isFree = readdirSync(directory).every(isOfHalfMadeNetwork)
  // Looked at last: what else is there may be of a network that was made meanwhile.
  const hasNetwork = existsSync(file)
  if (!isFree && !hasNetwork) throw notEmpty(directory)
  return { directory, hasNetwork, wasMade }
}

/** Another process makes a network there right now, or died while it did: the shim's file appears whole, by a link. */
function isOfHalfMadeNetwork(name: string): boolean {
  return name === 'owner' || name.startsWith('.network-')
}

/**
 * A network lets users in whom its programs switch to (nginx's workers): by an access control list, whose mask stands
 * where the mode has the group's rights.
 *
 * @throws SocketwrapError DIRECTORY_FOREIGN, DIRECTORY_UNWRITABLE
 */
function checkOurs(directory: string, hasNetwork: boolean): void {
  const stat = lstatSync(directory)
  if (!stat.isDirectory())
    throw new SocketwrapError('DIRECTORY_UNWRITABLE', `${directory} is not a directory. Name another one.`, {
      details: { directory },
    })
  if (stat.uid !== process.getuid?.()) throw foreign(directory, `it belongs to the user with id ${stat.uid}`)
  if ((stat.mode & (hasNetwork ? 0o002 : 0o022)) !== 0) throw foreign(directory, 'other users may write to it')
  if (!isWritable(directory)) throw unwritable(directory)
}

/** Gives false when the directory was there. */
function make(directory: string): boolean {
  if (existsSync(directory)) return false
  try {
    makeDirectory(directory)
    return true
  } catch (error) {
    throw unwritable(directory, error)
  }
}

function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

function checkLength(directory: string): void {
  const bytes = Buffer.byteLength(directory)
  if (bytes <= maxDirectoryBytes) return
  const text = `${directory} has ${bytes} bytes, and the path of a network's directory can have ${maxDirectoryBytes} (a unix socket's path is short). Name a shorter one.`
  throw new SocketwrapError('DIRECTORY_TOO_LONG', text, { details: { directory, bytes, maxBytes: maxDirectoryBytes } })
}

function foreign(directory: string, reason: string): SocketwrapError {
  return new SocketwrapError(
    'DIRECTORY_FOREIGN',
    `${directory} cannot hold a network: ${reason}. Name one that is yours alone (chmod 700).`,
    { details: { directory } },
  )
}

function unwritable(directory: string, cause?: unknown): SocketwrapError {
  const reason = types.isNativeError(cause) ? ` (${cause.message})` : ''
  return new SocketwrapError(
    'DIRECTORY_UNWRITABLE',
    `${directory} cannot be made or written${reason}. Name a directory that you may write to.`,
    { cause, details: { directory } },
  )
}

function notEmpty(directory: string): SocketwrapError {
  return new SocketwrapError(
    'DIRECTORY_NOT_EMPTY',
    `${directory} is not empty, and holds no network. Name an empty or a new directory.`,
    { details: { directory } },
  )
}
