import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { RunnerTestCase, TestArtifact } from 'vitest'
import type { VitestModule, VitestWorker } from './find-runner.js'

const require = createRequire(import.meta.url)

declare module 'vitest' {
  interface TaskMeta {
    /** The capture of a failed test: its path from the project's root. */
    socketwrap?: { capture: string }
  }
}

/**
 * Reporters get the capture too: as an artifact with an attachment, and as `meta`, which the JSON reporter writes.
 * Vitest calls artifacts experimental, so a test does not depend on them.
 */
export async function attachCapture(
  { recordArtifact }: VitestModule,
  test: RunnerTestCase,
  file: string,
  root: string,
): Promise<void> {
  test.meta.socketwrap = { capture: path.relative(root, file) }
  try {
    const attachments = [{ path: file, contentType: 'application/x-pcapng' }]
    await recordArtifact?.(test, { type: 'socketwrap:capture', attachments } as unknown as TestArtifact)
  } catch {
    // The file is there, and the report names it.
  }
}

/** Vitest copies an attachment to a name that it makes of the path, and never removes it. */
export function detachCapture(file: string, { root, attachmentsDir }: VitestWorker['config']): void {
  // Loaded here, because most test files have left no capture.
  const { createHash } = require('node:crypto') as typeof import('node:crypto')
  const name = `${createHash('sha1').update(file).digest('hex')}${path.extname(file)}`
  try {
    rmSync(path.resolve(root, attachmentsDir ?? '.vitest-attachments', name), { force: true })
  } catch {
    // It may belong to another user.
  }
}
