// Formats everything: TypeScript, JavaScript and JSON with oxfmt, C with clang-format where there is one.
import { explainNoClangFormat, findCFiles } from './c-format.mjs'
import { runSteps } from './run-steps.mjs'

runSteps([
  { name: 'TypeScript', command: ['oxfmt', '.'] },
  { name: 'C', command: ['clang-format', '-i', ...findCFiles()], skip: explainNoClangFormat() },
])
