import { adviseTest, isCall, isLookup } from '../advise.js'
import type { BlockedAttempt } from './blocked-attempt.js'

/**
 * Says who tried what, in one line, and below it what a person can do about it.
 *
 * @param advise gives lines for an attempt that no rule denies
 */
export function describeBlocked(
  attempt: BlockedAttempt,
  advise: (attempt: BlockedAttempt) => string[] = adviseTest,
): string {
  const { program, command, pid, rule, stack } = attempt
  const hasArguments = pid !== process.pid && command !== '' && command !== program
  const details = [
    ...(hasArguments ? [`command: ${shorten(command)}`] : []),
    ...(rule ? [`because of: ${describeRule(rule)}`] : advise(attempt)),
    // Runners look for lines with `at` to find the stack of an error.
    ...(stack === undefined ? [] : stack.split('\n').map((frame) => frame.replace(/^\s+at /, 'by '))),
  ]
  return [describeAttempt(attempt), ...details.map((line) => `  ${line}`)].join('\n')
}

function describeRule({ text, place }: NonNullable<BlockedAttempt['rule']>): string {
  return text === '' ? 'a rule that someone else has given' : `deny '${text}' (${place})`
}

function describeAttempt(attempt: BlockedAttempt): string {
  const { host, program, pid, protocol, destination, name, errno, reason, times } = attempt
  const who = `${host}: ${program} (pid ${pid})`
  const often = times === 1 ? '' : ` (${times} times)`
  const why = `${errno}${reason ? `, ${reason}` : ''}${often}`
  if (isLookup(attempt)) return `${who} could not look up ${destination}: ${why}`
  if (isCall(attempt)) return `${who} was refused ${destination}: ${why}`
  return `${who} blocked to ${protocol} ${destination}${name === '' ? '' : ` (${name})`}: ${why}`
}

/** A notice has room for so many bytes of a command. */
const longestCommand = 159

function shorten(command: string): string {
  const end = Buffer.byteLength(command) < longestCommand ? '' : '…'
  return `${command}${end}`
}
