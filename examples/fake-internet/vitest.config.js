import { defineConfig } from 'vitest/config'

// The same file runs in Jest, so it takes `test` and `expect` from the globals.
export default defineConfig({
  test: { environment: 'socketwrap', globals: true },
})
