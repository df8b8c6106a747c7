import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The lines that differ, in order: `- ` is the kernel's, `+ ` is the shim's. */
export function differencesBetween(kernel: string[], shim: string[]): string[] {
  const common = commonLengths(kernel, shim)
  const result: string[] = []
  let left = 0
  let right = 0
  while (left < kernel.length || right < shim.length) {
    if (left < kernel.length && kernel[left] === shim[right]) {
      left++
      right++
    } else if (
      left < kernel.length &&
      (right === shim.length || at(common, left + 1, right) >= at(common, left, right + 1))
    )
      result.push(`- ${kernel[left++]}`)
    else result.push(`+ ${shim[right++]}`)
  }
  return result
}

/**
 * known-differences.md: the differences of each case in it, which hold exactly. `CASE, recorded` is what changes for the
 * case when its network records.
 */
export function readKnownDifferences(): Map<string, string[]> {
  const text = readFileSync(join(import.meta.dirname, 'known-differences.md'), 'utf8')
  const sections = text.matchAll(/^## (.+)\n[^]*?^```diff\n([^]*?)^```$/gm)
  return new Map([...sections].map(([, id = '', lines = '']) => [id, lines.trimEnd().split('\n')]))
}

/** For each pair of positions the length of the longest common subsequence of what follows. */
function commonLengths(left: string[], right: string[]): number[][] {
  const table = Array.from({ length: left.length + 1 }, () => Array.from({ length: right.length + 1 }, () => 0))
  for (let row = left.length - 1; row >= 0; row--)
    for (let column = right.length - 1; column >= 0; column--)
      table[row]![column] =
        left[row] === right[column]
          ? at(table, row + 1, column + 1) + 1
          : Math.max(at(table, row + 1, column), at(table, row, column + 1))
  return table
}

function at(table: number[][], row: number, column: number): number {
  return table[row]?.[column] ?? 0
}
