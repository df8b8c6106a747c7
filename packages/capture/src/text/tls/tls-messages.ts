import type { Streams } from '../byte-stream.js'
import type { Conversation, Message } from '../message.js'
import { readClientHello } from './client-hello.js'

/**
 * A connection that begins with a TLS handshake. What is encrypted differs each time, in its length too, so only who
 * was asked for is said.
 */
export function tlsConversation({ sent, received }: Streams): Conversation | undefined {
  const hello = readClientHello(sent.bytes)
  if (!hello) return undefined
  const name = hello.serverName ? ` for ${hello.serverName}` : ''
  const protocols = hello.protocols.length > 0 ? `, offers ${hello.protocols.join(', ')}` : ''
  const messages: Message[] = [
    {
      direction: 'sent',
      ...sent.span(0, 1),
      blocks: [{ kind: 'note', text: `(TLS client hello${name}${protocols})` }],
      summary: `TLS hello${name}`,
    },
  ]
  if (received.bytes.length > 0)
    messages.push({
      direction: 'received',
      ...received.span(0, 1),
      blocks: [{ kind: 'note', text: '(TLS, encrypted)' }],
      summary: 'TLS, encrypted',
    })
  return { language: 'tls', messages }
}
