import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'
import { SocketwrapError } from '../errors/socketwrap-error.js'

/** The PATH that execvp(3) uses in glibc when there is none. */
const defaultPath = '/bin:/usr/bin'

/**
 * Finds the file that execvp(3) would start, so that it can be looked at before it starts.
 *
 * @returns an absolute path
 * @throws SocketwrapError PROGRAM_NOT_FOUND or PROGRAM_NOT_EXECUTABLE
 */
export function findProgram(command: string, cwd: string, searchPath = defaultPath): string {
  const folders = command.includes('/') ? ['.'] : searchPath.split(':')
  let refused: string | undefined
  for (const folder of folders) {
    const file = path.resolve(cwd, folder, command)
    const kind = classify(file)
    if (kind === 'executable') return file
    if (kind === 'refused') refused ??= file
  }
  if (refused) {
    throw new SocketwrapError(
      'PROGRAM_NOT_EXECUTABLE',
      `${refused} is not an executable file. Make it one with chmod +x, or name its interpreter.`,
      {
        details: { command, file: refused },
      },
    )
  }
  throw new SocketwrapError('PROGRAM_NOT_FOUND', notFound(command, cwd, searchPath), {
    details: { command, cwd, path: searchPath },
  })
}

function classify(file: string): 'executable' | 'refused' | 'missing' {
  try {
    const stat = statSync(file)
    if (!stat.isFile()) return 'refused'
    accessSync(file, constants.X_OK)
    return 'executable'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? 'refused' : 'missing'
  }
}

function notFound(command: string, cwd: string, searchPath: string): string {
  if (command.includes('/'))
    return `There is no program ${path.resolve(cwd, command)}. Check the path; a relative one starts at cwd (${cwd}).`
  return `There is no program '${command}' in PATH (${searchPath}). Install it, or give its path.`
}
