/** One error of a hook can be the error of many tests. */
const reported = new WeakSet<object>()

export function hasReport(error: unknown): boolean {
  return typeof error === 'object' && error !== null && reported.has(error)
}

/**
 * Puts a report below the message of an error, where the runner shows it. The stack holds the message once more, and
 * some runners and reporters show that one.
 *
 * @param report as it goes to each of the two; empty when there is nothing to say
 */
export function appendReport(error: unknown, report: { message: string; stack: string }): void {
  if (report.message === '' || typeof error !== 'object' || error === null || reported.has(error)) return
  reported.add(error)
  const target = error as { message?: unknown; stack?: unknown }
  const message = typeof target.message === 'string' ? target.message : ''
  // A frozen error stays as it is.
  if (typeof target.stack === 'string')
    Reflect.set(target, 'stack', replaceMessage(target.stack, message, `${message}\n\n${report.stack}`))
  Reflect.set(target, 'message', `${message}\n\n${report.message}`)
}

function replaceMessage(stack: string, message: string, longer: string): string {
  const at = message === '' ? -1 : stack.indexOf(message)
  if (at < 0) return stack
  return stack.slice(0, at) + longer + stack.slice(at + message.length)
}
