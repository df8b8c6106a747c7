import type { RunnerHooks } from './runner-hooks.js'
import type { recordArtifact } from 'vitest'
import type { VitestExpect } from './traffic-matchers.js'

/** The module `vitest`, as far as it is needed. */
export interface VitestModule extends VitestExpect {
  recordArtifact?: typeof recordArtifact
}

interface VitestGlobals {
  __vitest_index__?: { TestRunner?: { prototype: RunnerHooks } } & VitestModule
  __vitest_worker__?: VitestWorker
}

/** What Vitest's worker says of itself. */
export interface VitestWorker {
  /** Vitest 4 does not tell its workers where attachments go. */
  config: { isolate: boolean; root: string; attachmentsDir?: string }
  ctx: { files: unknown[]; projectName?: string }
}

/**
 * Calls `found` with the prototype of Vitest's test runner and the module `vitest`, before the first file of the worker is collected.
 *
 * Vitest gives an environment no way to the runner, and with `isolate: false` an environment is set up once for many
 * files. But each worker of Vitest 4.1 and 5, in every pool, assigns the global `__vitest_required__` between the
 * environment's setup and the first file, when `__vitest_index__` (the module `vitest` of this very realm) is there
 * already. An accessor with this name is told of that moment, and is a plain property ever after.
 */
export function onRunnerReady(
  global: object,
  found: (runner: RunnerHooks, worker: () => VitestWorker, vitest: VitestModule) => void,
): void {
  const name = '__vitest_required__'
  const vitest = global as VitestGlobals
  Object.defineProperty(global, name, {
    configurable: true,
    get: () => undefined,
    set(value: unknown) {
      Object.defineProperty(global, name, { configurable: true, writable: true, enumerable: true, value })
      const runner = vitest.__vitest_index__?.TestRunner?.prototype
      if (!runner || !vitest.__vitest_worker__)
        throw new Error(
          'vitest-environment-socketwrap cannot find the test runner of this version of Vitest. It works with Vitest 4.1 and 5.',
        )
      found(runner, () => vitest.__vitest_worker__ as VitestWorker, vitest.__vitest_index__ ?? {})
    },
  })
}
