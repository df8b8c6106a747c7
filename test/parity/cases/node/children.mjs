// child processes with a scrubbed environment reach their parent's server
import { execFile, spawnSync } from 'node:child_process'
import net from 'node:net'
import { promisify } from 'node:util'
import { say } from '../../parity.mjs'

const client = `require('net').connect(+process.argv[1],'127.0.0.1').on('error',e=>console.log(e.code)).pipe(process.stdout)`
const server = net.createServer((socket) => socket.end('from the parent'))
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const port = String(server.address().port)
for (const env of [process.env, {}, { PATH: process.env.PATH, ONE: '1' }]) {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', client, port], { env })
  say(stdout)
}
const { stdout } = await promisify(execFile)('sh', ['-c', `env -i "${process.execPath}" -e "${client}" ${port}`])
say(stdout)
await new Promise((resolve) => server.close(resolve))
say(String(spawnSync(process.execPath, ['-e', client, port]).stdout).trim())
