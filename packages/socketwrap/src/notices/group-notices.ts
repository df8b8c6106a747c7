import type { Notice } from '@socketwrap/native'

/** Equal notices are one group: a client tries again and again. Groups come in the order of their first notice. */
export function groupNotices(notices: readonly Notice[]): [Notice, ...Notice[]][] {
  const groups = new Map<string, [Notice, ...Notice[]]>()
  for (const notice of notices) {
    const key = JSON.stringify({ ...notice, sequence: 0, timeMs: 0 })
    const group = groups.get(key)
    if (group) group.push(notice)
    else groups.set(key, [notice])
  }
  return [...groups.values()]
}
