const ending = '.events'

/** The processes that have a file of events, by the names of a journal's files; those that began first stand first. */
export function processNames(files: readonly string[]): string[] {
  const names = files.filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length))
  return names.sort((a, b) => (beginOf(a) < beginOf(b) ? -1 : 1))
}

export function eventsFile(name: string): string {
  return `${name}${ending}`
}

/** Files are named PID-START, with the start in hexadecimal digits. */
export function beginOf(name: string): bigint {
  const [, digits] = /-([0-9a-f]{1,16})$/.exec(name) ?? []
  return digits === undefined ? 0n : BigInt(`0x${digits}`)
}
