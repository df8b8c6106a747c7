import { constants } from 'node:os'
import { SocketwrapError } from '../errors/socketwrap-error.js'
import type { Host } from '../host/host.js'
import { createNetwork } from '../network/create-network.js'
import { keepNetwork } from '../network/keep-network.js'
import type { Network } from '../network/network.js'
import { suggestRule } from '../policy/advise.js'
import type { BlockedAttempt } from '../policy/blocked/blocked-attempt.js'
import { describeBlocked } from '../policy/blocked/describe-blocked.js'
import { parseRules } from '../policy/rules/parse-rule-lists.js'
import { checkWritable, writeCapture } from '../traffic/write-capture.js'
import { forwardSignals } from './forward-signals.js'
import { type RunLine, UsageError } from './parse-command-line.js'
import { withProgress } from './progress.js'
import { warn } from './warn.js'

/** Runs a command with this process's input and output, and gives its exit code. */
export async function run(line: RunLine): Promise<number> {
  const pcapFile = line.pcapFile ?? (process.env.SOCKET_WRAPPER_PCAP_FILE || undefined)
  if (pcapFile !== undefined) checkWritable(pcapFile)
  const rules = parseRules(line.rules ?? [])
  const network = line.directory === undefined ? await createNetwork() : keepNetwork(line.directory)
  try {
    network.setRules(rules)
    const earlier = network.blocked.mark()
    if (isRecorded(line, pcapFile)) network.startRecording({ tlsKeys: line.tlsKeys })
    const sinceNs = pcapFile === undefined ? 0n : network.mark()
    const host = await chooseHost(network, line.host)
    const [command, ...args] = line.words
    const program = await host.spawn(command, args, {
      stdin: 'inherit',
      output: 'inherit',
      ...(line.user !== undefined && { user: line.user }),
    })
    const stopForwarding = forwardSignals(program)
    const { exitCode, signal } = await program.exited
    stopForwarding()
    tellBlocked(network.blocked.take(earlier).filter((attempt) => attempt.host === host.name))
    if (pcapFile !== undefined) await writePackets(network, pcapFile, sinceNs)
    return signal ? 128 + constants.signals[signal] : (exitCode ?? 1)
  } finally {
    const { killed } = await network.close()
    for (const { program, pid } of killed)
      console.error(`socketwrap: killed ${program} (pid ${pid}), which was still running`)
  }
}

function tellBlocked(attempts: readonly BlockedAttempt[]): void {
  if (attempts.length === 0) return
  console.error('socketwrap: this was blocked, because it would have left the network:')
  const advise = (attempt: BlockedAttempt) => {
    const rule = suggestRule(attempt)
    return rule === undefined ? [] : [`allow it: --allow '${rule}'`]
  }
  for (const attempt of attempts) console.error(describeBlocked(attempt, advise).replaceAll(/^/gm, '  '))
}

async function writePackets(network: Network, file: string, sinceNs: bigint): Promise<void> {
  const write = (onProgress: (done: number, total: number) => void) =>
    writeCapture(network.directory, network.hosts(), file, { sinceNs, onProgress })
  warn(await withProgress(`writing ${file}`, write))
}

/** A network that ends with the command is of no use to anyone who looks later. */
function isRecorded({ capture, directory }: RunLine, pcapFile: string | undefined): boolean {
  if (capture === 'off' && pcapFile !== undefined) throw new UsageError('--pcap needs --capture always')
  return capture !== 'off' && (directory !== undefined || pcapFile !== undefined)
}

/** A kept network may have the host from an earlier command. */
async function chooseHost(network: Network, wanted: RunLine['host']): Promise<Host> {
  if (!wanted) return network.testHost
  const { name, addresses } = wanted
  const known = network.hosts().find((host) => host.name === name.toLowerCase())
  if (!known) return network.host(name, addresses.length > 0 ? { ip: addresses } : {})
  const isSame = addresses.every((address) => known.addresses.includes(address))
  if (isSame) return known
  throw new SocketwrapError(
    'HOST_EXISTS',
    `Host ${known.name} is there already, with other addresses (${known.addresses.join(', ')}). Leave the addresses out, or choose another name.`,
  )
}
