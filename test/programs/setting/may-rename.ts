import { readFileSync } from 'node:fs'

const systemAdministration = 21n // CAP_SYS_ADMIN

/** Whether programs that the tests start may give their host a name: root may be without the privilege in a container. */
export function mayRename(): boolean {
  const effective = /^CapEff:\s*(\w+)$/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1] ?? '0'
  return ((BigInt(`0x${effective}`) >> systemAdministration) & 1n) === 1n
}
