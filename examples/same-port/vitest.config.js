import { defineConfig } from 'vitest/config'

// The same twenty files run in Jest, so they take `test` and `expect` from the globals.
export default defineConfig({
  test: { environment: 'socketwrap', globals: true },
})
