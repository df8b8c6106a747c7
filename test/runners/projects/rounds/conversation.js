import { once } from 'node:events'
import { connect } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'

/** Sends a text in writes of so many bytes, each in a turn of its own, and waits until the server has ended. */
export async function say(host, port, text, size) {
  const socket = connect({ port, host, noDelay: true })
  const closed = once(socket.resume(), 'close')
  for (let offset = 0; offset < text.length; offset += size) {
    socket.write(text.slice(offset, offset + size))
    await turn()
  }
  await closed
}

/** Answers a request with what it was asked for, in chunks of one byte. */
export async function answer(request, response) {
  response.setHeader('Content-Type', 'text/plain')
  for (const letter of `you asked for ${request.url}`) {
    response.write(letter)
    await turn()
  }
  response.end()
}

const ask = (path, connection) => `GET ${path} HTTP/1.1\r\nHost: web\r\nConnection: ${connection}\r\n\r\n`
export const requests = ask('/one', 'keep-alive') + ask('/two', 'close')

const command = (...words) => `*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`
export const commands = command('SET', 'a', 'hello world') + command('GET', 'a') + command('DEL', 'a') + command('QUIT')

export const conversations = `\
test (node) -> db (redis-server), redis on tcp 6379
  > SET a "hello world"
  < +OK
  > GET a
  < "hello world"
  > DEL a
  < :1
  > QUIT
  < +OK

test (node) -> noise (node), tcp 7, 3 times
  > noise.
  < heard

test (node) -> web (node), http on tcp 80
  > GET /one HTTP/1.1
    Host: web
    Connection: keep-alive
  < HTTP/1.1 200 OK
    Content-Type: text/plain
    Date: <redacted>
    Connection: keep-alive
    Keep-Alive: timeout=5
    Transfer-Encoding: chunked

    you asked for /one
  > GET /two HTTP/1.1
    Host: web
    Connection: close
  < HTTP/1.1 200 OK
    Content-Type: text/plain
    Date: <redacted>
    Connection: close
    Transfer-Encoding: chunked

    you asked for /two`
