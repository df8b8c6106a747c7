// Runs CPython's own tests, and with --publish the catalogue of test/parity too, and says where a network differs from
// the kernel.
import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { modules, python, testSuite } from './cpython/modules.ts'
import { runModules } from './cpython/run-modules.ts'
import { type Way, ways } from './cpython/ways.ts'
import { formatReport, type ModuleRow } from './report.ts'
import { runCatalogue } from './run-catalogue.ts'

const help = `Runs CPython's own tests on the plain kernel, under socket_wrapper and on socketwrap's networks.

  node test/conformance/run.ts                              on the kernel and on socketwrap
  node test/conformance/run.ts --only test_socket,test_ssl  some modules
  node test/conformance/run.ts --ways kernel,socket_wrapper,socketwrap
  node test/conformance/run.ts --publish                    all three, and the catalogue of test/parity; writes
                                                            docs/conformance.md

It needs Debian's libpython3.11-testsuite, and libsocket-wrapper for the way of that name.`

const { values } = parseArgs({
  options: {
    ways: { type: 'string' },
    only: { type: 'string' },
    publish: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

if (values.help) console.log(help)
else if (existsSync(python) && existsSync(testSuite)) await run()
else console.log(`${python} or its test suite is missing (Debian: libpython3.11-testsuite).\n\nTests  1 skipped`)

async function run(): Promise<void> {
  const everyWay = ways.map(({ name }) => name)
  const wanted = values.ways?.split(',') ?? (values.publish ? everyWay : ['kernel', 'socketwrap'])
  const rows = await runModules(
    wanted.map((name) => choose(name, everyWay, '--ways')).map((name) => ways.find((way) => way.name === name) as Way),
    values.only?.split(',').map((name) => choose(name, modules, '--only')) ?? modules,
  )
  if (values.publish) await publish(rows)
  const failed = rows.reduce((sum, { failures }) => sum + failures.length, 0)
  const passed = rows.reduce((sum, { counts }) => sum + (counts.socketwrap?.passed ?? 0), 0)
  console.log(`\nTests  ${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}

async function publish(rows: ModuleRow[]): Promise<void> {
  const version = execFileSync(python, ['--version'], { encoding: 'utf8' }).trim()
  writeFileSync(
    new URL('../../docs/conformance.md', import.meta.url),
    formatReport(rows, await runCatalogue(), version),
  )
}

function choose(name: string, known: string[], option: string): string {
  if (known.includes(name)) return name
  throw new Error(`${option}: there is no ${name}. There are ${known.join(', ')}.`)
}
