import { runTshark } from './tshark.js'

export interface FollowedStream {
  /** Who sent the first packet, as `address:port`. */
  client: string
  server: string
  sent: Buffer
  received: Buffer
}

/** The bytes of all streams, as tshark follows them; it numbers them from 0 in the order in which they begin. */
export function followStreams(
  file: string,
  counts: { tcp: number; udp: number },
): { tcp: FollowedStream[]; udp: FollowedStream[] } {
  const number = (protocol: 'tcp' | 'udp') =>
    Array.from({ length: counts[protocol] }, (_, at) => [protocol, at] as const)
  const taps = [...number('tcp'), ...number('udp')].flatMap(([protocol, at]) => ['-z', `follow,${protocol},raw,${at}`])
  const found = runTshark(file, '-q', ...taps)
    .split(/^=+\nFollow: /m)
    .slice(1)
    .map(parseFollowed)
  const pick = (protocol: string) =>
    found
      .filter((each) => each.protocol === protocol)
      .sort((left, right) => left.number - right.number)
      .map(({ stream }) => stream)
  return { tcp: pick('tcp'), udp: pick('udp') }
}

function parseFollowed(text: string): { protocol: string; number: number; stream: FollowedStream } {
  const [title = '', filter = '', client = '', server = '', ...lines] = text.split('\n')
  const join = (part: string[]) => Buffer.from(part.map((line) => line.trim()).join(''), 'hex')
  const hex = lines.filter((line) => /^\t?([0-9a-f]{2})+$/.test(line))
  return {
    protocol: title.split(',')[0] ?? '',
    number: Number(filter.split(' ').at(-1)),
    stream: {
      client: client.replace('Node 0: ', ''),
      server: server.replace('Node 1: ', ''),
      sent: join(hex.filter((line) => !line.startsWith('\t'))),
      received: join(hex.filter((line) => line.startsWith('\t'))),
    },
  }
}
