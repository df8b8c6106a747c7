// What the environments for Jest and Vitest share. It is no part of what tests use.
export { appendReport, hasReport } from './append-report.js'
export type { RunnerTask, TestFile } from './capture-name.js'
export type { EnvironmentOptions } from './environment-options.js'
export type { FailureReport } from './failure-report.js'
export { hasColors } from './has-colors.js'
export { TestFileNetwork } from './test-file-network.js'
export { addTrafficMatchers, type TrafficMatchers } from './traffic-matchers.js'
export type { TrafficSnapshotOptions } from './traffic-text.js'
