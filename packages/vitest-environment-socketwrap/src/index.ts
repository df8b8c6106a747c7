import type {} from 'vitest/node'
import { runInContext } from 'node:vm'
import { builtinEnvironments, type Environment } from 'vitest/runtime'
import { TestFileNetwork, type EnvironmentOptions } from 'socketwrap/environment'
import { attachCapture, detachCapture } from './attach-capture.js'
import { onRunnerReady, type VitestWorker } from './find-runner.js'
import { hookRunner } from './runner-hooks.js'
import { extendExpect } from './traffic-matchers.js'
import './matcher-types.js'

export type { EnvironmentOptions as SocketwrapOptions } from 'socketwrap/environment'

declare module 'vitest/node' {
  interface EnvironmentOptions {
    /** Options of the environment `socketwrap`. */
    socketwrap?: import('socketwrap/environment').EnvironmentOptions
  }
}

type AllOptions = { socketwrap?: EnvironmentOptions }

/** Vitest environment that gives every test file its own IP network: `test: { environment: 'socketwrap' }`. */
const environment: Environment = {
  name: 'socketwrap',
  viteEnvironment: 'ssr',
  prewarmModules: false,

  /** The pools `forks` and `threads`: once per file, or once per worker with `isolate: false`. */
  async setup(global: object, options: AllOptions) {
    const network = await TestFileNetwork.open(global, options.socketwrap)
    serveRunner(global, network, (worker) => !worker.config.isolate)
    return { teardown: () => network.close() }
  },

  /** The pools `vmForks` and `vmThreads`: once per VM context, which Vitest 4 may use for several files. */
  async setupVM(options: AllOptions) {
    const node = await setUpNodeContext(options)
    const context = node.getVmContext()
    const global = runInContext('globalThis', context) as object
    const network = await TestFileNetwork.open(global, options.socketwrap)
    serveRunner(global, network, (worker) => worker.ctx.files.length > 1)
    return {
      getVmContext: () => context,
      async teardown() {
        await network.close()
        await node.teardown()
      },
    }
  },
}

export default environment

function serveRunner(global: object, network: TestFileNetwork, isReused: (worker: VitestWorker) => boolean): void {
  onRunnerReady(global, (runner, worker, vitest) => {
    hookRunner(runner, network, {
      isWorkerReused: () => isReused(worker()),
      project: () => ({ root: worker().config.root, project: worker().ctx.projectName ?? '' }),
      hasColors: process.env.FORCE_TTY === 'true' && !process.env.NO_COLOR,
      attach: (test, file) => attachCapture(vitest, test, file, worker().config.root),
      detach: (file) => detachCapture(file, worker().config),
    })
    extendExpect(vitest)
  })
}

async function setUpNodeContext(options: AllOptions) {
  const { setupVM } = builtinEnvironments.node
  if (!setupVM)
    throw new Error('This version of Vitest has no VM environment for Node. It works with Vitest 4.1 and 5.')
  return setupVM(options)
}
