import { defineConfig } from 'vitest/config'

/** The suites below test/; each answers one question, as CONTRIBUTING.md says. */
const suites = {
  unit: { testTimeout: 10_000 },
  network: { testTimeout: 30_000 },
  parity: { testTimeout: 30_000 },
  native: { testTimeout: 60_000, hookTimeout: 60_000 },
  programs: { testTimeout: 60_000, hookTimeout: 60_000 },
  runners: { testTimeout: 180_000, hookTimeout: 180_000 },
  regressions: { testTimeout: 60_000 },
}

export default defineConfig({
  test: {
    projects: Object.entries(suites).map(([name, options]) => ({
      test: {
        name,
        include: [`test/${name}/**/*.test.ts`],
        exclude: ['**/node_modules/**', '**/projects/**', '**/fixtures/**'],
        // What a test waits for comes when the machine has time for it: one second is little on a busy one.
        expect: { poll: { timeout: options.testTimeout / 2 } },
        ...options,
      },
    })),
    maxWorkers: 2,
  },
})
