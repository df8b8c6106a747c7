// Formats everything: TypeScript, JavaScript and JSON with oxfmt, C with clang-format where there is one.
import { findCFiles } from './c-files.mjs'
import { findProgram } from './find-program.mjs'
import { runSteps } from './run-steps.mjs'

runSteps([
  { name: 'TypeScript', command: ['oxfmt', '.'] },
  {
    name: 'C',
    command: ['clang-format', '-i', ...findCFiles()],
    skip: findProgram('clang-format') ? undefined : 'clang-format is not installed',
  },
])
