import { promises as dns } from 'node:dns'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { createTransport } from 'nodemailer'
import { SMTPServer } from 'smtp-server'
import { expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'
import { callerOf, namedHosts } from './named-hosts.js'

const test = requireProgram()

interface Letter {
  by: string
  to: string[]
  body: string
}

/** A mail server on port 25 of an address, which keeps what it is given. */
async function startMailServer(address: string): Promise<{ letters: Letter[]; close(): void }> {
  const letters: Letter[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, { envelope, remoteAddress }, done) => {
      const keep = (body: string) => {
        letters.push({ by: remoteAddress, to: envelope.rcptTo.map(({ address }) => address), body })
        done()
      }
      text(stream).then(keep, done)
    },
  })
  server.listen(25, address)
  await once(server.server, 'listening')
  return { letters, close: () => server.close() }
}

/** Sends as mail servers do: to the best mail exchanger of the domain that takes the letter, see RFC 5321, 5.1. */
async function send(to: string): Promise<void> {
  const exchangers = await dns.resolveMx(to.split('@')[1] as string)
  for (const { exchange } of exchangers.toSorted((one, other) => one.priority - other.priority)) {
    const transport = createTransport({ host: exchange, port: 25, connectionTimeout: 500 })
    const sent = await transport
      .sendMail({ from: 'shop@example.com', to, subject: 'Your order', text: 'It is on its way.' })
      .catch((error: Error & { code?: string }) => error.code)
    if (sent !== 'ESOCKET' && sent !== 'ETIMEDOUT') return
  }
  throw new Error(`no mail exchanger takes a letter to ${to}`)
}

for (const { family, ip } of namedHosts)
  test(`nodemailer finds a mail server by its MX record over ${family}`, async ({ network }) => {
    // nodemailer remembers for five minutes what a name has given.
    const domain = `${family.toLowerCase()}.example.org`
    const host = await network.host(`mx.${domain}`, { ip })
    network.dns({ [domain]: { MX: { priority: 10, exchange: `mx.${domain}` } } })
    const server = await startMailServer(ip)
    await send(`ann@${domain}`)
    expect(server.letters).toMatchObject([{ by: callerOf(network, host), to: [`ann@${domain}`] }])
    expect(server.letters[0]?.body).toContain('Subject: Your order')
    server.close()
  })

for (const { title, silent } of [
  { title: 'refuses', silent: false },
  { title: 'does not answer to', silent: true },
])
  test(`the second mail exchanger takes what the first one ${title}`, async ({ network }) => {
    await network.host('mx1.example.org', { silent })
    const second = await network.host('mx2.example.org')
    const exchangers = [
      { priority: 20, exchange: 'mx2.example.org' },
      { priority: 10, exchange: 'mx1.example.org' },
    ]
    network.dns({ 'example.org': { MX: exchangers } })
    const server = await startMailServer(second.ip)
    await send('ann@example.org')
    expect(server.letters).toHaveLength(1)
    server.close()
  })
