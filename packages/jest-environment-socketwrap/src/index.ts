import type { EnvironmentContext, JestEnvironmentConfig } from '@jest/environment'
import type { Circus } from '@jest/types'
import { TestEnvironment as NodeEnvironment } from 'jest-environment-node'
import { hasColors, TestFileNetwork } from 'socketwrap/environment'
import { describeTask } from './describe-task.js'
import { FailureReports } from './failure-reports.js'
import { judge } from './judge.js'
import { finish, replaceUnfinished } from './replace-unfinished.js'
import { extendExpect, type JestExpect } from './traffic-matchers.js'
import './matcher-types.js'

export type { EnvironmentOptions as SocketwrapOptions } from 'socketwrap/environment'

/** Jest environment that gives every test file its own IP network: `testEnvironment: 'socketwrap'`. */
export default class SocketwrapEnvironment extends NodeEnvironment {
  readonly #network: TestFileNetwork
  readonly #reports: FailureReports

  constructor(config: JestEnvironmentConfig, context: EnvironmentContext) {
    // What is left in testEnvironmentOptions becomes globals of the tests, so ours are taken out.
    const { socketwrap, ...others } = config.projectConfig.testEnvironmentOptions
    super({ ...config, projectConfig: { ...config.projectConfig, testEnvironmentOptions: others } }, context)
    const { id: project, rootDir: root } = config.projectConfig
    const file = { path: context.testPath, root, project }
    this.#network = replaceUnfinished(() => new TestFileNetwork(this.global, socketwrap, file))
    this.#reports = new FailureReports(this.#network, hasColors())
  }

  override async setup(): Promise<void> {
    await super.setup()
    await this.#network.makeHosts()
  }

  /** The sandbox is taken apart by `super.teardown`, so the network is closed before. */
  override async teardown(): Promise<void> {
    try {
      await finish(this.#network)
    } finally {
      await super.teardown()
    }
  }

  handleTestEvent = async (event: Circus.Event, state: Circus.State): Promise<void> => {
    if (event.name === 'setup') extendExpect(event.runtimeGlobals.expect as JestExpect)
    if (event.name === 'test_started') this.#network.startTest(describeTask(event.test))
    judge(event, state, this.#network)
    await this.#reports.handle(event, state)
    if (event.name === 'test_done') await this.#network.endTest()
  }
}
