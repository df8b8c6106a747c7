import { readFileSync } from 'node:fs'

let names: Map<number, string> | undefined

/** The name of a TCP port in the machine's services(5), or its number as text, as getnameinfo(3) gives it. */
export function serviceName(port: number): string {
  names ??= readServices()
  return names.get(port) ?? String(port)
}

function readServices(): Map<number, string> {
  const found = new Map<number, string>()
  for (const line of readText('/etc/services').split('\n')) {
    const [, name, port] = /^([^\s#]+)\s+(\d+)\/tcp\b/.exec(line) ?? []
    if (name !== undefined && !found.has(Number(port))) found.set(Number(port), name)
  }
  return found
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    // Without the file no port has a name.
    return ''
  }
}
