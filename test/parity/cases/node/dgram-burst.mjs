// two hundred datagrams that are sent in one tick to the own socket all arrive in order
import dgram from 'node:dgram'
import { once } from 'node:events'
import { say } from '../../parity.mjs'

const socket = dgram.createSocket('udp4')
socket.bind(0, '127.0.0.1')
await once(socket, 'listening')
const received = []
const errors = []
const sent = Array.from(
  { length: 200 },
  (_, index) =>
    new Promise((resolve) =>
      socket.send(String(index), socket.address().port, '127.0.0.1', (error) =>
        resolve(error && errors.push(error.code)),
      ),
    ),
)
await new Promise((resolve) => socket.on('message', (message) => received.push(Number(message)) === 200 && resolve()))
await Promise.all(sent)
say('errors', errors)
say(
  'in order',
  received.every((value, index) => value === index),
)
socket.close()
