import type { Notice } from '@socketwrap/native'
import type { BlockedLog } from '../policy/blocked/blocked-log.js'
import { isAttempt } from '../policy/blocked/blocked-attempt.js'
import { describeBlocked } from '../policy/blocked/describe-blocked.js'
import { groupNotices } from './group-notices.js'

const mostNotices = 20

/** What was refused, blocked or not supported, with counts; the last ones when there are many. */
export function describeNotices(notices: readonly Notice[], blocked: BlockedLog): string[] {
  const texts = groupNotices(notices).flatMap((group) =>
    isAttempt(group[0]) ? blocked.describe(group).map((attempt) => describeBlocked(attempt)) : describeNotice(group),
  )
  const left = texts.length - mostNotices
  return left > 0 ? [`… ${left} earlier ones left out …`, ...texts.slice(-mostNotices)] : texts
}

function describeNotice([notice, ...more]: [Notice, ...Notice[]]): string {
  const { host, program, pid, protocol, destination, name, errno, reason, kind } = notice
  const who = `${host}: ${program} (pid ${pid})`
  const often = more.length === 0 ? '' : ` (${more.length + 1} times)`
  if (protocol === 'io_uring') return `${who} was refused ${destination}: ${errno}, ${reason}${often}`
  if (kind === 'unsupported') return `${who} could not start ${destination}: ${reason}${often}`
  const known = name === '' ? '' : ` (${name})`
  return `${who} ${kind} to ${protocol} ${destination}${known}: ${errno}${reason ? `, ${reason}` : ''}${often}`
}
