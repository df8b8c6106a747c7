import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ModuleRow } from '../report.ts'
import { leftOut, python } from './modules.ts'
import { count, findFailures, readResults, type Results } from './results.ts'
import type { Way } from './ways.ts'

const runner = fileURLToPath(new URL('run_module.py', import.meta.url))

/**
 * Runs CPython's modules in each way, as many at once as there are processors, and says of each what came out of it as
 * soon as that is known. The first way is what the others are compared with.
 */
export async function runModules(ways: Way[], modules: string[]): Promise<ModuleRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'conformance-'))
  const rows: ModuleRow[] = []
  const waiting = [...modules]
  const worker = async () => {
    for (let module = waiting.shift(); module !== undefined; module = waiting.shift()) {
      const row = await runModule(ways, module, folder)
      console.log(describe(row))
      rows.push(row)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, worker))
  rmSync(folder, { recursive: true })
  return rows.toSorted((a, b) => (a.module < b.module ? -1 : 1))
}

async function runModule(ways: Way[], module: string, folder: string): Promise<ModuleRow> {
  const row: ModuleRow = { module, counts: {}, failures: [], details: [] }
  let kernel: Results | undefined
  for (const way of ways) {
    const file = path.join(folder, `${module}-${way.name}.jsonl`)
    const { end, output } = await way.run([python, runner, module, file, ...leftOut])
    const results = readResults(file)
    if (end !== '0') row.details.push(`${way.name} ended with ${end}:\n${output}`)
    kernel ??= results
    row.counts[way.name] = count(kernel, results)
    if (way.name !== 'socketwrap') continue
    for (const { test, detail } of findFailures(kernel, results)) {
      row.failures.push(test)
      row.details.push(`${test}\n${detail}`)
    }
  }
  if (kernel?.size === 0) row.failures.push(`${module}: nothing ran on the kernel`)
  return row
}

function describe({ module, counts, failures, details }: ModuleRow): string {
  const numbers = Object.entries(counts).map(
    ([way, { passed, failed, skipped }]) => `${way} ${passed} passed, ${failed} failed, ${skipped} skipped`,
  )
  const line = `${failures.length === 0 ? 'ok   ' : 'FAIL '} ${module}: ${numbers.join('; ')}`
  return [line, ...details.map((text) => text.trimEnd().replace(/^/gm, '      '))].join('\n')
}
