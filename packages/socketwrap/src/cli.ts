import { main } from './cli/main.js'

// The exit code is set and not exited with, so that what was written to a pipe arrives.
void main(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode
})
