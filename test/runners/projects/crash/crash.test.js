import { appendFileSync } from 'node:fs'
import { network } from 'socketwrap'

test('the worker is killed while a program runs, and one that has left its parent', async () => {
  const db = await network.host('db')
  const program = await db.spawn('sleep', ['1000'])
  const { stdout } = await db.run('sh', ['-c', 'setsid sleep 1000 >/dev/null 2>&1 & echo $!'])
  const { directory } = network
  const pids = [process.pid, program.pid, Number(stdout)]
  appendFileSync(process.env.RECORD_FILE, `${JSON.stringify({ event: 'crash', directory, pids })}\n`)
  process.kill(process.env.KILL === 'runner' ? process.ppid : process.pid, 'SIGKILL')
  await new Promise(() => {})
})
