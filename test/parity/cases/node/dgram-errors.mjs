// dgram errors carry the usual codes
import dgram from 'node:dgram'
import { once } from 'node:events'
import { errorText, say } from '../../parity.mjs'

const first = dgram.createSocket('udp4')
first.bind(0, '127.0.0.1')
await once(first, 'listening')
const second = dgram.createSocket('udp4')
second.bind(first.address().port, '127.0.0.1')
say(errorText((await once(second, 'error'))[0]))
const foreign = dgram.createSocket('udp6')
foreign.bind(0, '::2')
say(errorText((await once(foreign, 'error'))[0]))
const big = await new Promise((resolve) => first.send(Buffer.alloc(66000), first.address().port, '127.0.0.1', resolve))
say(big.code, big.syscall)
const reusing = [0, 1].map(() => dgram.createSocket({ type: 'udp4', reuseAddr: true }))
reusing[0].bind(0, '127.0.0.1')
await once(reusing[0], 'listening')
reusing[1].bind(reusing[0].address().port, '127.0.0.1')
await once(reusing[1], 'listening')
say('both bound', reusing[0].address().port === reusing[1].address().port)
const gone = dgram.createSocket('udp4')
gone.connect(first.address().port, '127.0.0.1')
await once(gone, 'connect')
const closed = once(first, 'close')
first.close()
await closed
gone.send('x')
say(errorText((await once(gone, 'error'))[0]))
gone.close()
for (const one of reusing) one.close()
