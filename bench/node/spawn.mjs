// `spawn.mjs COUNT`: how long a small program takes from its start to its end.
import { spawn } from 'node:child_process'
import { once } from 'node:events'

const count = Number(process.argv[2])
await startAndWait()
const start = performance.now()
for (let i = 0; i < count; i++) await startAndWait()
console.log(JSON.stringify({ startSeconds: (performance.now() - start) / 1000 / count }))

async function startAndWait() {
  const [code] = await once(spawn('/bin/true', { stdio: 'ignore' }), 'exit')
  if (code !== 0) throw new Error(`/bin/true ended with ${code}`)
}
