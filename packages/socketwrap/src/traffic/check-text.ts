import { checkOptions } from '../network/check-options.js'

/**
 * Checks how traffic is to be written as text.
 *
 * @throws SocketwrapError BAD_OPTION
 */
export function checkTextOptions(what: string, options: unknown): void {
  checkOptions(what, options, {
    redact: ['a list of regular expressions and functions', isRedact],
    redactHeaders: ['true or false', (value) => typeof value === 'boolean'],
    maxBytes: ['a number of bytes, 1 or more', (value) => Number.isInteger(value) && Number(value) > 0],
  })
}

/** In a Jest sandbox a regular expression is of another realm. */
function isRedact(value: unknown): boolean {
  const isRule = (rule: unknown) =>
    typeof rule === 'function' || Object.prototype.toString.call(rule) === '[object RegExp]'
  return Array.isArray(value) && value.every(isRule)
}
