import { removeNetwork } from '../network/keep-network.js'

export async function rm(directory: string): Promise<number> {
  for (const { program, pid, host } of await removeNetwork(directory))
    console.log(`killed ${program} (pid ${pid}) on host ${host}`)
  return 0
}
