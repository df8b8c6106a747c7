import type { RunnerTestCase, TestArtifact } from 'vitest'
import type { VitestModule } from './find-runner.js'

/** Reporters get the capture too. Vitest calls this experimental, so a test does not depend on it. */
export async function attachCapture({ recordArtifact }: VitestModule, test: RunnerTestCase, file: string) {
  try {
    const attachments = [{ path: file, contentType: 'application/x-pcapng' }]
    await recordArtifact?.(test, { type: 'socketwrap:capture', attachments } as unknown as TestArtifact)
  } catch {
    // The file is there, and the report names it.
  }
}
