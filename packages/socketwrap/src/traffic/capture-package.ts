import { createRequire } from 'node:module'
import type * as Capture from '@socketwrap/capture'

const require = createRequire(import.meta.url)
let loaded: typeof Capture | undefined

/** The reader of what was recorded. Most test files ask for nothing, so it is not loaded before somebody does. */
export function capture(): typeof Capture {
  loaded ??= require('@socketwrap/capture') as typeof Capture
  return loaded
}
