// worker threads each run a server that the main thread reaches
import net from 'node:net'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { say } from '../../parity.mjs'

if (isMainThread) {
  const workers = [1, 2, 3].map(() => new Worker(new URL(import.meta.url)))
  const ports = await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('message', resolve))))
  say('different ports', new Set(ports).size)
  for (const port of ports) {
    const client = net.connect(port, '127.0.0.1').setEncoding('utf8')
    for await (const text of client) say(text)
  }
  for (const worker of workers) await worker.terminate()
  const client = net.connect(ports[0], '127.0.0.1')
  say(await new Promise((resolve) => client.on('error', (error) => resolve(error.code))))
} else {
  const server = net.createServer((socket) => socket.end('worker'))
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))
}
