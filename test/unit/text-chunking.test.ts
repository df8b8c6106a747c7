import { expect, test } from 'vitest'
import { formatSnapshot } from '../../packages/capture/src/text/snapshot.js'
import { makeRandom, type Random } from './random.js'
import { flow, rechunk, type Said } from './text-flow.js'

const seed = 20261123

const someText = (random: Random) =>
  Array.from({ length: random(30) }, () => ['a', 'é', '日', ' ', '\n', '\r\n', '"', "'", '🐢', '\t'][random(10)]).join(
    '',
  )
const someBytes = (random: Random) => Buffer.from(Array.from({ length: 1 + random(40) }, () => random(256)))
const bulk = (text: string) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`

const kinds: Record<string, (random: Random) => Said[]> = {
  plain: (random) =>
    Array.from({ length: 1 + random(6) }, () => `${random(2) ? '>' : '<'} ${someText(random)}.` as Said),
  binary: (random) =>
    Array.from({ length: 1 + random(6) }, () => ({
      by: random(2) ? ('client' as const) : ('server' as const),
      bytes: someBytes(random),
    })),
  redis: (random) =>
    Array.from({ length: 1 + random(4) }, (): Said[] => [
      `> *2\r\n$4\r\nECHO\r\n${bulk(someText(random))}`,
      `< ${bulk(someText(random))}`,
    ]).flat(),
  http: (random) =>
    Array.from({ length: 1 + random(4) }, (): Said[] => {
      const body = someText(random)
      const chunked = `Transfer-Encoding: chunked\r\n\r\n${Buffer.byteLength(`${body}!`).toString(16)}\r\n${body}!\r\n0\r\n\r\n`
      const sized = `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
      return [
        `> POST / HTTP/1.1\r\nHost: db\r\n${sized}`,
        ...(random(3) ? [] : (['< HTTP/1.1 100 Continue\r\n\r\n'] as const)),
        `< HTTP/1.1 200 OK\r\n${random(2) ? sized : chunked}`,
      ]
    }).flat(),
  broken: (random) => [`> *2\r\n$4\r\nECHO\r\n${someText(random)}`, `< HTTP/1.1 200 OK\r\n${someText(random)}`],
}

for (const kind of ['http', 'redis'])
  kinds[`damaged ${kind}`] = (random) => kinds[kind]?.(random).map((what) => damage(what, random)) ?? []

function damage(said: Said, random: Random): Said {
  const bytes = Buffer.from(typeof said === 'string' ? said.slice(2) : (said.bytes ?? ''))
  if (bytes.length > 0 && random(2)) bytes[random(bytes.length)] = random(256)
  return { by: String(said).startsWith('>') ? 'client' : 'server', bytes: bytes.subarray(random(3)) }
}

test.each(Object.keys(kinds))('how a %s conversation is cut into writes does not show', (kind) => {
  const random = makeRandom(seed)
  for (let round = 0; round < 100; round++) {
    const whole = flow({ said: kinds[kind]?.(random) })
    const text = formatSnapshot([whole])
    expect(formatSnapshot([rechunk(whole, () => 1)]), `seed ${seed}, round ${round}`).toBe(text)
    expect(formatSnapshot([rechunk(whole, () => 1 + random(9))]), `seed ${seed}, round ${round}`).toBe(text)
  }
})

const pipelines = {
  redis: { question: (n: number) => `*2\r\n${bulk('ECHO')}${bulk(String(n))}`, answer: (n: number) => bulk(String(n)) },
  http: {
    question: (n: number) => `GET /${n} HTTP/1.1\r\nHost: db\r\n\r\n`,
    answer: (n: number) => `HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n${n}`,
  },
}

test.each(Object.entries(pipelines))('how early %s answers come between questions does not show', (_, protocol) => {
  const numbers = [1, 2, 3, 4, 5]
  const questions = numbers.map(protocol.question)
  const patient = numbers.flatMap((n): Said[] => [`> ${protocol.question(n)}`, `< ${protocol.answer(n)}`])
  const text = formatSnapshot([flow({ said: patient })])
  const random = makeRandom(seed)
  for (let round = 0; round < 100; round++) {
    expect(formatSnapshot([flow({ said: hurry(questions, numbers.map(protocol.answer), random) })])).toBe(text)
  }
})

/** The client writes a few bytes at a time, and the server answers what has come whenever it likes. */
function hurry(questions: readonly string[], answers: readonly string[], random: Random): Said[] {
  const said: Said[] = []
  const all = questions.join('')
  const ends = questions.map((_, index) => questions.slice(0, index + 1).join('').length)
  let answered = 0
  for (let offset = 0; offset < all.length || answered < answers.length;) {
    const size = random(20)
    if (size > 0 && offset < all.length) said.push(`> ${all.slice(offset, offset + size)}`)
    offset += size
    while (answered < answers.length && (ends[answered] as number) <= offset && random(2))
      said.push(`< ${answers[answered++]}`)
  }
  return said
}
