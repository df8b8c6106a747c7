import { lastLines } from './bounded-output.js'
import type { ProgramExit } from './program.js'

/** Gives `exited with code 1` or `was ended by SIGKILL`. */
export function describeExit({ exitCode, signal }: ProgramExit): string {
  return signal ? `was ended by ${signal}` : `exited with code ${exitCode}`
}

/** The last lines of what a program printed, as the end of a message. */
export function describeOutput(output: string, lines = 40): string {
  const last = lastLines(output, lines)
  if (last.length === 0) return 'It printed nothing.'
  return `Its last output:\n${last.map((line) => `  | ${line}`).join('\n')}`
}
