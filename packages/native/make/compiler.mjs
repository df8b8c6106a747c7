// Runs the C compiler: one object per source file, skipped when neither the command nor a file that
// it read has changed since.
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'

export class BuildError extends Error {}

const compiler = process.env.CC || 'cc'

export const warnings = ['-Wall', '-Wextra', '-Wshadow', '-Wconversion', '-Werror']
export const language = ['-std=c11', '-D_GNU_SOURCE', '-I.', '-pthread', '-fPIC', '-fvisibility=hidden']

/** Compiles each source with the flags into a folder of objects; gives the objects' paths. */
export async function compile(sources, flags, folder) {
  const jobs = sources.map((source) => ({ source, object: objectPath(source, folder) }))
  const queue = jobs.filter(({ object, source }) => !isFresh(object, commandOf(source, flags)))
  const workers = Array.from({ length: availableParallelism() }, async () => {
    for (let job = queue.shift(); job; job = queue.shift()) {
      mkdirSync(path.dirname(job.object), { recursive: true })
      await runCompilerTo(job.object, [...flags, '-MMD', '-MF', `${job.object}.d`, '-c', job.source])
      writeFileSync(`${job.object}.cmd`, commandOf(job.source, flags))
    }
  })
  await Promise.all(workers)
  return jobs.map(({ object }) => object)
}

/** Links the objects into a file when one of them, or the command, is newer than the file. */
export async function link(objects, flags, output) {
  const command = commandOf(objects.join(' '), flags)
  const record = path.join('build', 'obj', `${path.basename(output)}.cmd`)
  if (isUpToDate(output, objects) && existsSync(record) && readFileSync(record, 'utf8') === command) return
  await runCompilerTo(output, [...objects, ...flags])
  mkdirSync(path.dirname(record), { recursive: true })
  writeFileSync(record, command)
}

/**
 * Runs the compiler. The file appears at once and whole: a process may have the old one mapped, and
 * another build may run at the same time.
 */
async function runCompilerTo(output, args) {
  const unfinished = `${output}.${process.pid}`
  await new Promise((resolve, reject) => {
    execFile(compiler, [...args, '-o', unfinished], { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      process.stderr.write(stderr)
      if (!error) resolve()
      else reject(new BuildError(error.code === 'ENOENT' ? noCompiler : `${compiler} could not make ${output}.`))
    })
  })
  renameSync(unfinished, output)
}

const noCompiler =
  `the C compiler "${compiler}" was not found. Install one (Debian and Ubuntu: apt-get install gcc libc6-dev; ` +
  'Fedora: dnf install gcc glibc-devel; Arch: pacman -S gcc), or set CC to one.'

const objectPath = (source, folder) => path.join(folder, `${source.replace(/\.c$/, '')}.o`)

const commandOf = (what, flags) => [compiler, ...flags, what].join('\n')

function isFresh(object, command) {
  if (!existsSync(`${object}.cmd`) || readFileSync(`${object}.cmd`, 'utf8') !== command) return false
  return existsSync(`${object}.d`) && isUpToDate(object, readDependencies(`${object}.d`))
}

function isUpToDate(output, inputs) {
  const made = statSync(output, { throwIfNoEntry: false })?.mtimeMs
  if (made === undefined) return false
  return inputs.every((input) => (statSync(input, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) <= made)
}

/** The files that a make rule of `cc -MMD` names after its target. */
function readDependencies(file) {
  return readFileSync(file, 'utf8')
    .replace(/^[^:]*:/, '')
    .replaceAll('\\\n', ' ')
    .split(/\s+/)
    .filter(Boolean)
}
