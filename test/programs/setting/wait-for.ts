import type { Program } from 'socketwrap'
import { expect } from 'vitest'
import { isAlive } from './processes.js'

/** Waits until a program has printed what matches. */
export async function printed(program: Program, pattern: RegExp): Promise<void> {
  await eventually(() => program.output).toMatch(pattern)
}

/** Waits until a process has ended. */
export async function gone(pid: number): Promise<void> {
  await eventually(() => isAlive(pid)).toBe(false)
}

/** An expectation that may take some time to become true. */
export function eventually<T>(look: () => T) {
  return expect.poll(look, { timeout: 20_000, interval: 5 })
}
