const longest = 300

/** Gives any value as a person would write it, for a message: also those that JSON does not know. Long ones are cut. */
export function describeValue(value: unknown): string {
  const text = write(value)
  return text.length <= longest ? text : `${text.slice(0, longest)}…`
}

function write(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'number') return String(value)
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return String(value)
  }
}
