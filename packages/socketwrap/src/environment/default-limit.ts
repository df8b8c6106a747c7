import { type StatsFs, statfsSync } from 'node:fs'

/** Ordinary tests never send so much. */
const mostMiB = 64
/** What is free belongs to several processes, workers, and others. */
const share = 8

/**
 * How much payload is kept of each process when nobody has said it, in MiB. In a container, the memory file system
 * often has 64 MiB for all, of which programs under test want some.
 *
 * @param directory on the file system that the recording goes to
 */
export function defaultLimitMiB(
  directory: string,
  statfs: (path: string) => Pick<StatsFs, 'bavail' | 'bsize' | 'blocks'> = statfsSync,
): number {
  const { bavail, bsize, blocks } = statfs(directory)
  // A memory file system without a limit has no blocks.
  const freeMiB = blocks === 0 ? Infinity : (bavail * bsize) / 2 ** 20
  return Math.max(1, Math.min(mostMiB, Math.floor(freeMiB / share)))
}
