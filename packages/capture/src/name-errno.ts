import { getSystemErrorName } from 'node:util'

/** The name of a positive errno value, such as `ECONNREFUSED`; of one that is not known, the number. */
export function nameErrno(errno: number): string {
  try {
    return getSystemErrorName(-errno)
  } catch {
    return `errno ${errno}`
  }
}
