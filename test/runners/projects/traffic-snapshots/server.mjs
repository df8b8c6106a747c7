import { createServer } from 'node:net'

createServer((socket) => socket.on('data', (word) => socket.end(`you said ${word}`))).listen(7)
