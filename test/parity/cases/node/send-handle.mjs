// a server and a connection can be sent to a child process
import { fork } from 'node:child_process'
import net from 'node:net'
import { endpointText, say } from '../../parity.mjs'

if (process.argv[2] === 'child') {
  process.on('message', (message, handle) => {
    if (message === 'server') {
      handle.on('connection', (socket) => socket.end(`child ${handle.address().address}`))
      process.send('ready')
    } else {
      handle.end(`child has ${endpointText(handle.remoteAddress, handle.remotePort)}`)
      process.disconnect()
      setImmediate(() => process.exit(0))
    }
  })
} else {
  const child = fork(process.argv[1], ['child'])
  const server = net.createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  child.send('server', server)
  await new Promise((resolve) => child.once('message', resolve))
  server.close()
  const client = net.connect(port, '127.0.0.1').setEncoding('utf8')
  for await (const text of client) say(text)
  const second = net.createServer({ pauseOnConnect: true }, (socket) => child.send('socket', socket))
  await new Promise((resolve) => second.listen(0, '::1', resolve))
  const other = net.connect(second.address().port, '::1').setEncoding('utf8')
  for await (const text of other) say(text)
  second.close()
  await new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve()))
  say('child exit', child.exitCode)
}
