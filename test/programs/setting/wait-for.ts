import type { Program } from 'socketwrap'
import { expect } from 'vitest'

/** Waits until a program has printed what matches. */
export async function printed(program: Program, pattern: RegExp): Promise<void> {
  await expect.poll(() => program.output, { timeout: 20_000, interval: 5 }).toMatch(pattern)
}

/** Waits until a process is gone. */
export async function gone(pid: number): Promise<void> {
  await expect.poll(() => isAlive(pid), { timeout: 20_000, interval: 5 }).toBe(false)
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
