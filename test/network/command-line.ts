import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const packageFile = createRequire(import.meta.url).resolve('socketwrap/package.json')
const { bin, version: packageVersion } = JSON.parse(readFileSync(packageFile, 'utf8')) as {
  bin: { socketwrap: string }
  version: string
}

/** The script of the command `socketwrap`. */
export const socketwrap = path.join(path.dirname(packageFile), bin.socketwrap)
export const version = packageVersion

/** Runs `socketwrap` with these arguments to its end. */
export function runCommandLine(args: string[], input = ''): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [socketwrap, ...args], (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    )
    child.stdin?.end(input)
  })
}
