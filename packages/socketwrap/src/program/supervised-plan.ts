import { preloadPath, supervisorPath } from '@socketwrap/native'
import type { ChildPlan } from './start-child.js'

/**
 * The supervisor in place of the program, which it executes. What is to be preloaded is not for itself, but for what
 * the program starts; without `preloadsChildren` the shim stays out of that too.
 */
export function supervisedPlan(plan: ChildPlan, preloadsChildren: boolean): ChildPlan {
  const { LD_PRELOAD = '', ...env } = plan.env
  const libraries = LD_PRELOAD.split(/[: ]/).filter((library) => preloadsChildren || !isShim(library))
  return {
    ...plan,
    file: supervisorPath,
    argv0: 'socketwrap-supervise',
    args: [plan.file, plan.argv0, ...plan.args],
    env: { ...env, SOCKET_WRAPPER_LD_PRELOAD: libraries.join(':') },
  }
}

function isShim(library: string): boolean {
  return library === preloadPath || library.endsWith('/libsocketwrap.so')
}
