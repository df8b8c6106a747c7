import { promises as dns } from 'node:dns'
import type { NameServer } from './table/compile-table.js'
import { lookupError } from './lookup-error.js'

/** Nobody has the name, or it has no address of the family. */
const none: readonly unknown[] = ['ENOTFOUND', 'ENODATA']

/**
 * Asks a name server on the network for the addresses of a name. The addresses of one family are enough, as they are
 * for libc: dnsmasq refuses the question for AAAA when it knows an IPv4 address only.
 *
 * @param family 0: both
 * @returns undefined when the server has no such name
 * @throws an Error as dns.lookup gives it, EAI_AGAIN: the server failed or did not answer
 */
export async function askServer(
  { address, port }: NameServer,
  name: string,
  family: 0 | 4 | 6,
): Promise<string[] | undefined> {
  const resolver = new dns.Resolver()
  resolver.setServers([address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`])
  const questions = [
    ...(family === 6 ? [] : [resolver.resolve4(name)]),
    ...(family === 4 ? [] : [resolver.resolve6(name)]),
  ]
  const answers = await Promise.allSettled(questions)
  const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
  if (addresses.length > 0) return addresses
  const failed = answers.find(({ status, ...rest }) => status === 'rejected' && !none.includes(codeOf(rest)))
  if (failed) throw lookupError(name, 'EAI_AGAIN')
  return answers.every((answer) => codeOf(answer) === 'ENOTFOUND') ? undefined : []
}

function codeOf(rejected: object): unknown {
  return (rejected as { reason?: NodeJS.ErrnoException }).reason?.code
}
