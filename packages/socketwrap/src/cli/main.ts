import { shimVersion } from '@socketwrap/native'
import { SocketwrapError } from '../errors/socketwrap-error.js'
import { doctor } from './doctor.js'
import { flows } from './flows.js'
import { helpText } from './help.js'
import { parseCommandLine, UsageError } from './parse-command-line.js'
import { pcap } from './pcap.js'
import { ps } from './ps.js'
import { rm } from './rm.js'
import { run } from './run.js'
import { watch } from './watch.js'

/** What env(1) and timeout(1) end with when they fail themselves, so that it cannot be taken for the command's code. */
const ownFailure = 125

/** Carries a command line out and gives the exit code. */
export async function main(args: string[]): Promise<number> {
  try {
    const line = parseCommandLine(args)
    switch (line.command) {
      case 'help':
        return print(helpText)
      case 'version':
        return print(shimVersion)
      case 'run':
        return await run(line)
      case 'ps':
        return ps(line.directory)
      case 'pcap':
        return await pcap(line.directory, line.output)
      case 'flows':
        return await flows(line.directory)
      case 'watch':
        return await watch(line.directory, line.pcap)
      case 'rm':
        return rm(line.directory)
      case 'doctor':
        return await doctor()
    }
  } catch (error) {
    console.error(`socketwrap: ${describe(error)}`)
    return exitCodeOf(error)
  }
}

function print(text: string): number {
  console.log(text)
  return 0
}

/** A fault of ours shows its stack; what a person did wrong needs none. */
function describe(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\nTry 'socketwrap --help'.`
  if (error instanceof SocketwrapError) return `${error.message} [${error.code}]`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** 127 and 126 are what a shell ends with for a command that is not there or cannot be run. */
function exitCodeOf(error: unknown): number {
  const code = error instanceof SocketwrapError ? error.code : undefined
  if (code === 'PROGRAM_NOT_FOUND') return 127
  if (code === 'PROGRAM_NOT_EXECUTABLE' || code === 'UNSUPPORTED_PROGRAM' || code === 'SPAWN_FAILED') return 126
  return ownFailure
}
