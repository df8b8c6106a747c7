import type {} from 'vitest'
import type { TrafficMatchers } from 'socketwrap/environment'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void>, T> extends TrafficMatchers<R> {}
}

declare global {
  // Vitest 4 takes matchers from here too; its own Matchers has other parameters than that of Vitest 5.
  namespace jest {
    interface Matchers<R, T = {}> extends TrafficMatchers<R> {}
  }
}
