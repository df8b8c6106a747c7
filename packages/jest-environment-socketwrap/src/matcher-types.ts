import type {} from 'expect'
import type { TrafficMatchers } from 'socketwrap/environment'

/** For those who import `expect` from `@jest/globals`. */
declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends TrafficMatchers<R> {}
}

declare global {
  /** For those who have `@types/jest`. */
  namespace jest {
    interface Matchers<R, T = {}> extends TrafficMatchers<R> {}
  }
}
