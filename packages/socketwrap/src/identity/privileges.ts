import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import path from 'node:path'

const calls = ['chroot', 'prctl', 'setrlimit', 'setgroups', 'capset', 'unshare'] as const
const answers = ['accept', 'refuse', 'real'] as const

/** A call by which a daemon uses or gives up a privilege. */
export type PrivilegedCall = (typeof calls)[number]
export type PrivilegeAnswer = (typeof answers)[number]

/** What a program with a user has asked for. */
export interface PrivilegeUse {
  pid: number
  program: string
  call: PrivilegedCall
  /** A path, or the number of flags, groups, an operation or a resource. */
  argument: string
  /** The errno of a call that failed; 0: it succeeded. */
  errno: number
}

export function isPrivileges(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).every(
    ([call, answer]) => calls.includes(call as PrivilegedCall) && answers.includes(answer as PrivilegeAnswer),
  )
}

/** As packages/native/identity/privileges.c reads it. */
export function formatPrivileges(privileges: Partial<Record<PrivilegedCall, PrivilegeAnswer>>): string {
  return Object.entries(privileges)
    .map(([call, answer]) => `${call}=${answer}`)
    .join(' ')
}

/** Reads what the programs of a host have written, in order. */
export function readPrivileges(networkDirectory: string, hostName: string): PrivilegeUse[] {
  const file = path.join(networkDirectory, 'identities')
  if (!existsSync(file)) return []
  const lines = readRecords(file).split('\n').slice(0, -1)
  return lines.flatMap((line) => {
    const [host, pid, program = '', call, errno, argument = ''] = line.split('\t')
    if (host !== hostName) return []
    return [{ pid: Number(pid), program, call: call as PrivilegedCall, argument, errno: Number(errno) }]
  })
}

/** The layout is that of packages/native/identity/shared.h. */
function readRecords(file: string): string {
  const [start, size] = [4096, 2 ** 20]
  const bytes = Buffer.alloc(start + size)
  const fd = openSync(file, 'r')
  try {
    readSync(fd, bytes, 0, bytes.length, 0)
  } finally {
    closeSync(fd)
  }
  const recorded = Math.min(Number(bytes.readBigUInt64LE()), size)
  return bytes.toString('utf8', start, start + recorded)
}
