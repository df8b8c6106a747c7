import type { Notice } from '@socketwrap/native'
import type { CallerLog } from '../../callers/caller-log.js'
import { groupNotices } from '../../notices/group-notices.js'
import type { NetworkPolicy } from '../network-policy.js'

/** Someone tried to leave the network, and was not let out. */
export interface BlockedAttempt extends Pick<
  Notice,
  'host' | 'program' | 'command' | 'pid' | 'protocol' | 'destination' | 'name' | 'errno' | 'reason'
> {
  /** How often it was tried. */
  times: number
  /**
   * The rule that denied it, and where that was given; undefined: what no rule allows is closed. The text is empty when
   * another process gave the rule to a network that several share.
   */
  rule?: { text: string; place: string }
  /** Where the test's own code did it. */
  stack?: string
}

/**
 * A call that would go past the network is refused whatever the rules say. A program that cannot be started tried
 * nothing, nor did one that asked for a ring, which most use for files, and went on without.
 */
export function isAttempt({ kind, protocol }: Notice): boolean {
  return kind === 'blocked' || (kind === 'unsupported' && protocol !== '' && protocol !== 'io_uring')
}

/** Equal attempts are one: a client tries again, and a name is looked up for each family. */
export function toBlockedAttempts(
  notices: readonly Notice[],
  policy: NetworkPolicy,
  callers: CallerLog,
): BlockedAttempt[] {
  return groupNotices(notices).map(([notice, ...more]) => {
    const { sequence: _, timeMs: __, kind: ___, rule, ...attempt } = notice
    return { ...attempt, times: more.length + 1, ...ruleOf(rule, policy), ...stackOf(notice, callers) }
  })
}

function ruleOf(id: number, policy: NetworkPolicy): Pick<BlockedAttempt, 'rule'> {
  if (id < 0) return {}
  const found = policy.findRule(id)
  return { rule: { text: found?.rule.text ?? '', place: found?.place ?? '' } }
}

function stackOf(
  { pid, destination, name }: Pick<Notice, 'pid' | 'destination' | 'name'>,
  callers: CallerLog,
): Pick<BlockedAttempt, 'stack'> {
  if (pid !== process.pid) return {}
  const port = /:\d+$/.exec(destination)?.[0]
  const stack = callers.find((asked) =>
    port === undefined ? asked.replace(/:\d+$/, '') === destination : [destination, `${name}${port}`].includes(asked),
  )
  return stack === undefined ? {} : { stack }
}
