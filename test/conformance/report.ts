import type { Counts } from './cpython/results.ts'

/** What became of one of CPython's modules, by the name of the way. */
export interface ModuleRow {
  module: string
  counts: Record<string, Counts>
  /** Tests that pass on the kernel and not with us. */
  failures: string[]
  /** What they said. */
  details: string[]
}

/** One program of the catalogue in test/parity. */
export interface ParityRow {
  /** Family and behaviour, as in `connect/refused`. */
  id: string
  title: string
  outcome: 'agrees' | 'differs' | 'failed'
}

const intro = `# Conformance

Programs cannot tell a network from the kernel's: this page says how far that is true. It is written by
\`node test/conformance/run.ts --publish\`, which runs everything that stands here.
`

/** docs/conformance.md as a whole. */
export function formatReport(modules: ModuleRow[], catalogue: ParityRow[], python: string): string {
  return `${[intro, formatModules(modules, python), formatCatalogue(catalogue)].join('\n')}`
}

function formatModules(rows: ModuleRow[], python: string): string {
  const ways = Object.keys(rows[0]?.counts ?? {})
  const totals = Object.fromEntries(ways.map((way) => [way, add(rows.map(({ counts }) => counts[way]))]))
  const all: ModuleRow = { module: '**all**', counts: totals, failures: [], details: [] }
  const failures = rows.flatMap((row) => row.failures.map((test) => `- \`${test}\``))
  return `## CPython's own tests

${python}, as Debian packs it, each module in a process of its own: passed / failed / skipped. A test that passes on the
plain kernel and is skipped, or does not run, elsewhere has failed there.

| module | ${ways.join(' | ')} |
| --- |${' --- |'.repeat(ways.length)}
${[...rows, all].map(({ module, counts }) => `| ${module} | ${ways.map((way) => formatCounts(counts[way])).join(' | ')} |`).join('\n')}

${failures.length === 0 ? 'On socketwrap no test fails that passes on the kernel.' : `These fail on socketwrap:\n\n${failures.join('\n')}`}
`
}

function formatCatalogue(rows: ParityRow[]): string {
  const families = Object.entries(groupByFamily(rows))
  const lines = families.map(([family, cases]) => {
    const number = (outcome: ParityRow['outcome']) => cases.filter((row) => row.outcome === outcome).length
    return `| ${family} | ${number('agrees')} | ${number('differs')} | ${number('failed')} |`
  })
  const listed = families.map(
    ([family, cases]) => `### ${family}\n\n${cases.map((row) => `- ${mark(row)}${row.title}`).join('\n')}\n`,
  )
  return `## The catalogue

Small programs that print all that they observe: results, errors, addresses, bytes, readiness, order. Each runs on the
kernel's loopback and on a network, and on one that records, and must print the same
([test/parity](../test/parity/README.md)). What cannot agree is asserted as exactly that difference, with its reason
([known differences](../test/parity/known-differences.md)).

| family | agree | differ as described | failed |
| --- | --- | --- | --- |
${lines.join('\n')}

${listed.join('\n')}`
}

function groupByFamily(rows: ParityRow[]): Record<string, ParityRow[]> {
  const families: Record<string, ParityRow[]> = {}
  for (const row of rows) (families[row.id.split('/')[0] ?? ''] ??= []).push(row)
  return families
}

function mark({ outcome }: ParityRow): string {
  return outcome === 'agrees' ? '' : outcome === 'differs' ? '**differs:** ' : '**failed:** '
}

function add(all: (Counts | undefined)[]): Counts {
  const sum = (key: keyof Counts) => all.reduce((total, counts) => total + (counts?.[key] ?? 0), 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}

function formatCounts(counts: Counts | undefined): string {
  return counts ? `${counts.passed} / ${counts.failed} / ${counts.skipped}` : ''
}
