import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface OutsidePorts {
  tcp: number
  http: number
  udp: number
}

/** Servers on the real loopback, out of every network. To be started by a thread that has not entered one. */
export async function startOutside() {
  const script = fileURLToPath(new URL('fixtures/outside.mjs', import.meta.url))
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const ports = JSON.parse(String(line)) as Record<4 | 6, OutsidePorts>
  return { ports, stop: () => child.kill() }
}
