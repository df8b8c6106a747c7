import { unsupportedPlatformReason } from '@socketwrap/native'
import { createNetwork } from '../network/create-network.js'
import { networkBase } from '../network/network-directory.js'
import type { Network } from '../network/network.js'
import { childChecks, closedCheck, inProcessChecks } from './doctor-checks.js'

export interface Check {
  title: string
  /** Gives a detail to show, or throws an error that says what is missing. */
  prove(network: Network): Promise<string> | string
}

/** Proves, check by check, what this machine can do. Gives 0 when it can do it all. */
export async function doctor(write: (line: string) => void = console.log): Promise<number> {
  let failures = 0
  const check: RunCheck = async (title, prove) => {
    const start = performance.now()
    try {
      const detail = await withTimeout(prove)
      write(`ok    ${title.padEnd(46)} ${detail} (${Math.round(performance.now() - start)} ms)`)
      return true
    } catch (error) {
      failures += 1
      write(
        `FAIL  ${title}\n      ${error instanceof Error ? error.message.replaceAll('\n', '\n      ') : String(error)}`,
      )
      return false
    }
  }
  const canStart = (await check('platform', platform)) && (await check('directory for networks', networkBase))
  if (canStart) await checkNetwork(check, () => failures)
  write(failures === 0 ? 'This machine can do it all.' : `${failures} of the checks failed.`)
  return failures === 0 ? 0 : 1
}

type RunCheck = (title: string, prove: () => Promise<string> | string) => Promise<boolean>

async function checkNetwork(check: RunCheck, failures: () => number): Promise<void> {
  let network: Network | undefined
  const isMade = await check('make a network', async () => {
    network = await createNetwork()
    return network.directory
  })
  if (!isMade || !network) return
  const made: Network = network
  for (const { title, prove } of childChecks) await check(title, () => prove(made))
  const isEntered = await check('enter it in this process', () => {
    made.enter()
    return `node ${process.version}`
  })
  if (isEntered) for (const { title, prove } of inProcessChecks) await check(title, () => prove(made))
  // Without a working shim this one would ask the real network, so it waits for all others.
  if (isEntered && failures() === 0) await check(closedCheck.title, () => closedCheck.prove(made))
  await check('end the network, nothing is left behind', async () => {
    const { killed } = await made.close()
    return killed.length === 0
      ? 'nothing had to be killed'
      : `killed ${killed.map(({ program }) => program).join(', ')}`
  })
}

function platform(): string {
  const reason = unsupportedPlatformReason()
  if (reason) throw new Error(reason)
  return `${process.platform} ${process.arch}`
}

const checkTimeoutMs = 5000

async function withTimeout(prove: () => Promise<string> | string): Promise<string> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${checkTimeoutMs} ms`)), checkTimeoutMs)
  })
  try {
    return await Promise.race([prove(), late])
  } finally {
    clearTimeout(timer)
  }
}
