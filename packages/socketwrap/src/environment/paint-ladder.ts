import type { LadderRole } from '@socketwrap/capture'

/** SGR codes, see console_codes(4). */
const codes: Partial<Record<LadderRole, number>> = { host: 1, time: 2, program: 2, lane: 2, arrow: 36, failure: 31 }
/** Ends what stands around; Vitest prints messages in red. */
export const resetColours = '\u001b[0m'

/** Colours a part of the picture for a terminal. */
export function paintLadder(text: string, role: LadderRole): string {
  const code = codes[role]
  return code === undefined ? text : `\u001b[${code}m${text}${resetColours}`
}
