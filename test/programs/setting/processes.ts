import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The pids of a process's children; none when it is gone. */
export function childrenOf(pid: number): number[] {
  const children = readProcess(pid, `task/${pid}/children`)
  return children.trim().split(' ').filter(Boolean).map(Number)
}

/** The effective user id of a process, undefined when it is gone. */
export function userOf(pid: number): number | undefined {
  const found = /^Uid:\t\d+\t(\d+)/m.exec(readProcess(pid, 'status'))?.[1]
  return found === undefined ? undefined : Number(found)
}

/** A zombie has ended, too. */
export function isAlive(pid: number): boolean {
  return /^State:\t[^ZX]/m.test(readProcess(pid, 'status'))
}

/** Whether a process has a handler of its own for a signal; false when it is gone. */
export function catches(pid: number, signal: number): boolean {
  const caught = /^SigCgt:\t(\w+)/m.exec(readProcess(pid, 'status'))?.[1] ?? '0'
  return ((BigInt(`0x${caught}`) >> BigInt(signal - 1)) & 1n) === 1n
}

/** The id of a user or of its group, by the user's name. */
export function idOf(user: string, kind: 'user' | 'group' = 'user'): number {
  return Number(spawnSync('id', [kind === 'user' ? '-u' : '-g', user], { encoding: 'utf8' }).stdout)
}

function readProcess(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
