import { describeValue } from '../../errors/describe-value.js'
import { SocketwrapError } from '../../errors/socketwrap-error.js'

/** @param reason a sentence without its dot, which names the part that is wrong */
export type Fail = (reason: string) => SocketwrapError

/** @param where the list and the position in it */
export function failAt(where: string, rule: unknown, expected = 'a rule'): Fail {
  return (reason) =>
    new SocketwrapError('BAD_RULE', `${where}: ${describeValue(rule)} is not ${expected}: ${reason}.`, {
      details: { where, rule, reason },
    })
}
