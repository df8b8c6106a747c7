import { expect } from 'vitest'
import { families } from '../setting/families.js'
import { inspectTraffic, resetWarning } from '../setting/inspect-traffic.js'
import { requireProgram } from '../setting/program-test.js'
import { opaquePort, readFields } from '../setting/tshark.js'

const curlTest = requireProgram('curl', 'tshark')
const pythonTest = requireProgram('python3', 'tshark')

curlTest(
  'a connect that is refused is a SYN and its RST, which is all that tshark warns of',
  async ({ recorded: network, folder }) => {
    const [web, desk] = [await network.host('web'), await network.host('desk')]
    for (const { inUrl } of families) {
      const { exitCode } = await desk.run('curl', ['-sS', `http://${inUrl(web)}/`], { reject: false })
      expect(exitCode).toBe(7)
    }
    const { file, warnings } = await inspectTraffic(network, folder)
    expect(warnings).toEqual([resetWarning, resetWarning])
    expect(readFields(file, 'tcp', 'tcp.stream', 'tcp.flags.str', 'tcp.len')).toEqual([
      ['0', '··········S·', '0'],
      ['0', '·······A·R··', '0'],
      ['1', '··········S·', '0'],
      ['1', '·······A·R··', '0'],
    ])
  },
)

const calling = `
import socket, sys
address, port = sys.argv[1:]
end = socket.socket(socket.AF_INET6 if ':' in address else socket.AF_INET, socket.SOCK_DGRAM)
end.connect((address, int(port)))
end.send(b'anyone?')
try:
    end.recv(100)
except ConnectionRefusedError:
    print('refused')`

pythonTest(
  'a datagram that nobody listens for is answered by ICMP, of which tshark does not warn',
  async ({ recorded: network, folder }) => {
    const [web, desk] = [await network.host('web'), await network.host('desk')]
    for (const { addressOf } of families) {
      const { stdout } = await desk.run('python3', ['-c', calling, addressOf(web), String(opaquePort)])
      expect(stdout).toBe('refused\n')
    }
    const { file, warnings, protocols } = await inspectTraffic(network, folder)
    expect(warnings).toEqual([])
    expect(protocols).toEqual(['udp', 'data', 'icmp', 'ip', 'icmpv6', 'ipv6'])
    // The answer quotes the question.
    const asked = Buffer.from('anyone?').toString('hex')
    expect(readFields(file, 'udp', 'data.data').flat()).toEqual([asked, asked, asked, asked])
    expect(readFields(file, 'icmp', 'icmp.type', 'icmp.code')).toEqual([['3', '3']])
    expect(readFields(file, 'icmpv6', 'icmpv6.type', 'icmpv6.code')).toEqual([['1', '4']])
  },
)

/** Answers, and resets the connection: a linger of no time makes close() a reset. */
const resetting = `
import socket, struct, sys
server = socket.create_server((sys.argv[1], 7), family=socket.AF_INET6 if ':' in sys.argv[1] else socket.AF_INET)
connection, _ = server.accept()
print(connection.recv(100).decode())
connection.sendall(b'not today')
connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
connection.close()`

const asking = `
import socket, sys
connection = socket.create_connection((sys.argv[1], 7))
connection.sendall(b'today?')
try:
    while answer := connection.recv(100): print(answer.decode())
except ConnectionResetError:
    print('reset')`

pythonTest(
  'a connection that is reset has all bytes before its RST, which is all that tshark warns of',
  async ({ recorded: network, folder }) => {
    const [web, desk] = [await network.host('web'), await network.host('desk')]
    for (const { addressOf } of families) {
      const server = await web.spawn('python3', ['-c', resetting, addressOf(web)])
      await server.listening(7)
      const { stdout } = await desk.run('python3', ['-c', asking, addressOf(web)])
      await server.exited
      expect([stdout, server.stdout]).toEqual(['not today\nreset\n', 'today?\n'])
    }
    const { file, warnings, tcp } = await inspectTraffic(network, folder)
    expect(warnings).toEqual([resetWarning, resetWarning])
    const texts = tcp.map(({ sent, received }) => [sent.toString(), received.toString()])
    expect(texts).toEqual([
      ['today?', 'not today'],
      ['today?', 'not today'],
    ])
    for (const stream of ['0', '1']) {
      const flags = readFields(file, `tcp.stream == ${stream}`, 'tcp.srcport', 'tcp.flags.str').at(-1)
      expect(flags).toEqual(['7', '·······A·R··'])
    }
  },
)
