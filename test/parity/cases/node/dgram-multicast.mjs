// dgram members of a multicast group hear it
import dgram from 'node:dgram'
import { once } from 'node:events'
import { say } from '../../parity.mjs'

const members = [0, 1].map(() => dgram.createSocket({ type: 'udp4', reuseAddr: true }))
let port = 0
for (const member of members) {
  member.bind(port)
  await once(member, 'listening')
  port = member.address().port
  member.addMembership('239.6.6.6', '127.0.0.1')
}
const sender = dgram.createSocket('udp4')
sender.bind(0, '127.0.0.1')
await once(sender, 'listening')
sender.setMulticastInterface('127.0.0.1')
const heard = members.map((member) => once(member, 'message'))
sender.send('to the group', port, '239.6.6.6')
for (const [message, from] of await Promise.all(heard)) say(String(message), from.address)
sender.close()
for (const member of members) member.close()
