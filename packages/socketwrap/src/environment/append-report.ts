/** One error of a hook can be the error of many tests. */
const reported = new WeakSet<object>()

export function hasReport(error: unknown): boolean {
  return typeof error === 'object' && error !== null && reported.has(error)
}

/**
 * Puts a report below the message of an error, where the runner shows it. The stack holds the message once more, and
 * Jest prints that one.
 */
export function appendReport(error: unknown, report: string): void {
  if (report === '' || typeof error !== 'object' || error === null || reported.has(error)) return
  reported.add(error)
  const target = error as { message?: unknown; stack?: unknown }
  const message = typeof target.message === 'string' ? target.message : ''
  const longer = `${message}\n\n${report}`
  // A frozen error stays as it is.
  if (typeof target.stack === 'string') Reflect.set(target, 'stack', longerStack(target.stack, message, longer))
  Reflect.set(target, 'message', longer)
}

function longerStack(stack: string, message: string, longer: string): string {
  const at = message === '' ? -1 : stack.indexOf(message)
  if (at < 0) return stack
  return stack.slice(0, at) + longer + stack.slice(at + message.length)
}
