import { SocketwrapError } from '../errors/socketwrap-error.js'
import type { BlockedAttempt } from '../policy/blocked/blocked-attempt.js'
import { describeBlocked } from '../policy/blocked/describe-blocked.js'

const mostAttempts = 20

/**
 * What a test fails with that has tried to leave the network. Where its own code did it, the error points there.
 *
 * @param who begins the sentence
 */
export function blockedError(who: string, attempts: readonly BlockedAttempt[]): SocketwrapError {
  const pointed = attempts.find(({ stack }) => stack !== undefined)
  const texts = attempts
    .slice(0, mostAttempts)
    .map((one) => describeBlocked(one === pointed ? { ...one, stack: undefined } : one).replaceAll(/^/gm, '  '))
  const left = attempts.length - texts.length
  const message = [
    `${who} tried to leave the network, and was blocked:`,
    ...texts,
    ...(left > 0 ? [`  … and ${left} more`] : []),
    'If that is meant, take note of it in the test:',
    `  expect(network.takeBlocked()).toMatchObject([{ destination: '${attempts[0]?.destination}' }])`,
  ].join('\n')
  const error = new SocketwrapError('BLOCKED', message, { details: { attempts } })
  error.stack = [`${error.name}: ${message}`, ...(pointed?.stack === undefined ? [] : [pointed.stack])].join('\n')
  return error
}
