/**
 * Whether what is printed is coloured: the runners tell their workers so, which have no terminal themselves.
 *
 * @param isTerminal of this process, for a runner that has no workers
 */
export function hasColors(env = process.env, isTerminal = process.stdout.isTTY): boolean {
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false'
  return isTerminal && !env.NO_COLOR && env.TERM !== 'dumb'
}
