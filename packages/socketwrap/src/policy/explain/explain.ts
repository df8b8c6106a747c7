import type { NameAnswer, Verdict } from '@socketwrap/native'
import { formatEndpoint } from '../../address/endpoint.js'
import { adviseTest, type Wanted } from '../advise.js'
import type { PlacedRule } from '../network-policy.js'
import type { Destination } from './parse-destination.js'

/** What becomes of a program that wants to go somewhere, and why. */
export interface Explanation {
  /** `inside`: it is on the network. `allowed`: it leaves the network. `blocked`: it is not let out. */
  outcome: 'inside' | 'allowed' | 'blocked'
  /** The host that it is on, when it is inside. */
  host?: string
  /** The rule that decides, and where it was given; undefined: none, so it is closed. */
  rule?: { action: 'allow' | 'deny'; text: string; place: string }
  /** All of it in words, with what would change it. */
  text: string
}

/** What is asked to find out. */
export interface Surroundings {
  /** The host that the program is on. */
  from: string
  lookUp(name: string): NameAnswer
  /** The host that has the address; undefined: it is outside. */
  ownerOf(address: string): string | undefined
  isServed(host: string, destination: Destination & { address: string }): boolean
  decide(destination: Destination & { address: string }): Verdict
  decideName(name: string, destination: Destination): Verdict
  decidePath(path: string): Verdict
  findRule(id: number): PlacedRule | undefined
}

export function explain(destination: Destination, around: Surroundings): Explanation {
  const { name, address, path } = destination
  if (path !== undefined) return judge(destination, `the socket ${path}`, around.decidePath(path), around)
  if (address !== undefined) return explainAddress({ ...destination, address }, around)
  const answer = around.lookUp(name ?? '')
  const [first] = answer.addresses
  if (first !== undefined) return explainAddress({ ...destination, address: first }, around)
  return explainName(name ?? '', answer, destination, around)
}

function explainName(name: string, answer: NameAnswer, destination: Destination, around: Surroundings): Explanation {
  const isOfTest = answer.result !== 'outside' && !answer.isUnknown
  if (isOfTest) {
    const given = answer.result === 'no-data' ? 'other records' : 'a fault'
    return { outcome: 'inside', text: `${around.from} gets no address for ${name}: the test has given it ${given}.` }
  }
  return judge(destination, `${name}:${destination.port}`, around.decideName(name, destination), around)
}

function explainAddress(destination: Destination & { address: string }, around: Surroundings): Explanation {
  const { address, name, isInbound } = destination
  const endpoint = formatEndpoint(destination)
  const what = name === undefined ? endpoint : `${endpoint} (${name})`
  const host = around.ownerOf(address)
  const isServed = host !== undefined && around.isServed(host, destination)
  const verdict = around.decide(destination)
  // The machine's loopback can be meant where nobody on the host listens.
  const mayBeOutside = host === undefined || isInbound || (isLoopback(address) && !isServed && verdict.isAllowed)
  if (mayBeOutside) return judge(destination, what, verdict, around)
  const state = isServed ? 'someone listens there' : 'nobody listens there now, so it is refused'
  return { outcome: 'inside', host, text: `${around.from} stays on the network: ${what} is on ${host}, and ${state}.` }
}

function judge(destination: Destination, what: string, verdict: Verdict, around: Surroundings): Explanation {
  const { from } = around
  const may = destination.isInbound ? 'listen on the machine, at' : 'leave the network for'
  const placed = around.findRule(verdict.rule)
  const outcome = verdict.isAllowed ? ('allowed' as const) : ('blocked' as const)
  const start = `${from} may ${verdict.isAllowed ? '' : 'not '}${may} ${what}`
  // Another process may have published the rules of a kept network.
  if (!placed && verdict.rule >= 0) return { outcome, text: `${start}, because of a rule that someone else has given.` }
  if (!placed) {
    const advice = adviseTest(wantedOf(destination)).map((line) => `\n  ${line}`)
    return { outcome, text: `${start}: no rule allows it, and what no rule allows is closed.${advice.join('')}` }
  }
  const { action, text } = placed.rule
  const rule = { action, text, place: placed.place }
  return { outcome, rule, text: `${start}, because of ${action} '${text}' (${placed.place}).` }
}

function wantedOf({ protocol, isInbound, address, name, path, port }: Destination): Wanted {
  if (path !== undefined) return { protocol: 'unix', destination: path, name: '' }
  const endpoint = formatEndpoint({ address: address ?? name ?? '', port })
  return { protocol, destination: endpoint, name: name ?? '', isInbound }
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.')
}
