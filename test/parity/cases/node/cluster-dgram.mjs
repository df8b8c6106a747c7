// cluster workers share a UDP port
import cluster from 'node:cluster'
import dgram from 'node:dgram'
import { once } from 'node:events'
import { say } from '../../parity.mjs'

if (cluster.isPrimary) {
  const workers = [cluster.fork(), cluster.fork()]
  const [[port]] = await Promise.all(workers.map((worker) => once(worker, 'message')))
  const client = dgram.createSocket('udp4')
  let answers = 0
  const all = new Promise((resolve) => client.on('message', () => ++answers === 20 && resolve()))
  for (let index = 0; index < 20; index++) client.send(`message ${index}`, port, '127.0.0.1')
  await all
  say('answers', answers)
  client.close()
  for (const worker of workers) worker.kill()
  await Promise.all(workers.map((worker) => once(worker, 'exit')))
} else {
  const socket = dgram.createSocket('udp4')
  socket.on('message', (message, from) => socket.send(message, from.port, from.address))
  socket.bind(0, '127.0.0.1', () => process.send(socket.address().port))
}
