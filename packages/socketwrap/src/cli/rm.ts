import { removeNetwork } from '../network/keep-network.js'

export function rm(directory: string): number {
  for (const { program, pid, host } of removeNetwork(directory))
    console.log(`killed ${program} (pid ${pid}) on host ${host}`)
  return 0
}
