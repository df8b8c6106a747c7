// The one check: format, lint, types, layers, symbols, dead code and unit tests.
import { explainNoClangFormat, findCFiles } from './c-format.mjs'
import { runSteps } from './run-steps.mjs'

const packages = ['native', 'capture', 'socketwrap', 'jest-environment-socketwrap', 'vitest-environment-socketwrap']
const withoutUnitTests = process.argv.includes('--static')

runSteps([
  { name: 'format of TypeScript', command: ['oxfmt', '--check', '.'] },
  {
    name: 'format of C',
    command: ['clang-format', '--dry-run', '-Werror', ...findCFiles()],
    skip: explainNoClangFormat(),
  },
  { name: 'lint', command: ['oxlint', '--deny-warnings'] },
  ...packages.map((name) => ({ name: `types of ${name}`, command: ['tsc', '--noEmit', '-p', `packages/${name}`] })),
  { name: 'types of tests and examples', command: ['tsc', '-p', '.'] },
  { name: 'layers', command: ['node', 'scripts/check-layers.mjs'] },
  { name: 'symbols of the library', command: ['node', 'scripts/check-symbols.mjs'] },
  { name: 'dead code', command: ['knip', '--no-config-hints'] },
  ...(withoutUnitTests ? [] : [{ name: 'unit tests', command: ['vitest', 'run', '--project', 'unit'] }]),
])
