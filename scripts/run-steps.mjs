import { spawnSync } from 'node:child_process'

/**
 * Runs the steps one after the other and tells how long each took; a failed one does not stop the
 * others. Exits with 1 when one failed.
 *
 * @param {{ name: string, command: string[], skip?: string }[]} steps `skip` says why not
 */
export function runSteps(steps) {
  let failures = 0
  for (const { name, command, skip } of steps) {
    if (skip) {
      console.log(`skip  ${name}: ${skip}`)
      continue
    }
    const start = performance.now()
    const [program, ...args] = command
    const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    console.log(`${status === 0 ? 'ok   ' : 'FAIL '} ${name} (${seconds} s)`)
    if (status === 0) continue
    failures++
    console.log(shorten([stdout, stderr, error?.message].filter(Boolean).join('\n')).replace(/^/gm, '      '))
  }
  process.exitCode = failures > 0 ? 1 : 0
}

export function shorten(text, lines = 60) {
  const all = text.trimEnd().split('\n')
  return all.length <= lines ? text : [...all.slice(0, lines), `… and ${all.length - lines} more lines`].join('\n')
}
