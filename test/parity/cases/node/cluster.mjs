// cluster workers share a port in both scheduling policies
import cluster from 'node:cluster'
import net from 'node:net'
import { say } from '../../parity.mjs'

if (cluster.isPrimary) {
  for (const policy of [cluster.SCHED_RR, cluster.SCHED_NONE]) {
    cluster.schedulingPolicy = policy
    cluster.setupPrimary()
    const workers = [cluster.fork(), cluster.fork()]
    const [port] = await Promise.all(
      workers.map((worker) => new Promise((resolve) => worker.once('listening', (address) => resolve(address.port)))),
    )
    let answered = 0
    for (let index = 0; index < 20; index++) {
      const client = net.connect(port, '127.0.0.1').setEncoding('utf8')
      for await (const text of client) answered += text === 'worker'
    }
    say('answered', answered)
    for (const worker of workers) {
      const exited = new Promise((resolve) =>
        worker.once('exit', (code, signal) => resolve(say('exit', code, String(signal)))),
      )
      worker.disconnect()
      await exited
    }
  }
} else {
  net.createServer((socket) => socket.end('worker')).listen(0, '127.0.0.1')
}
