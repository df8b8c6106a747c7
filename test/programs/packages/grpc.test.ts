import { promisify } from 'node:util'
import * as grpc from '@grpc/grpc-js'
import { expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'
import { callerOf, namedHosts } from './named-hosts.js'

const test = requireProgram()

const toBytes = (text: string) => Buffer.from(text)
const toText = (bytes: Buffer) => bytes.toString()
const greet: grpc.MethodDefinition<string, string> = {
  path: '/test.Greeter/Greet',
  requestStream: false,
  responseStream: false,
  requestSerialize: toBytes,
  requestDeserialize: toText,
  responseSerialize: toBytes,
  responseDeserialize: toText,
}
const Greeter = grpc.makeGenericClientConstructor({ greet }, 'Greeter')

/** A server on port 50051 of an address, which greets with a text and tells who has called. */
async function startGreeter(address: string, text: string): Promise<grpc.Server> {
  const server = new grpc.Server()
  server.addService(
    { greet },
    {
      greet: (call: grpc.ServerUnaryCall<string, string>, done: grpc.sendUnaryData<string>) =>
        done(null, `${text} ${call.request}, ${call.getPeer().replace(/:\d+$/, '')}`),
    },
  )
  const bind = promisify(server.bindAsync.bind(server))
  await bind(`${address}:50051`, grpc.ServerCredentials.createInsecure())
  return server
}

function call(client: grpc.Client, name: string): Promise<string> {
  const { path, requestSerialize, responseDeserialize } = greet
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(path, requestSerialize, responseDeserialize, name, (error, answer) =>
      error ? reject(error) : resolve(answer as string),
    )
  })
}

for (const { family, ip, inUrl } of namedHosts)
  test(`grpc-js calls a fake host by name over ${family}`, async ({ network }) => {
    const host = await network.host('greeter.example.com', { ip })
    const server = await startGreeter(inUrl, 'hello')
    const client = new Greeter('greeter.example.com:50051', grpc.credentials.createInsecure())
    expect(await call(client, 'world')).toBe(`hello world, ${callerOf(network, host)}`)
    client.close()
    server.forceShutdown()
  })

test('grpc-js spreads its calls over all addresses of a name', async ({ network }) => {
  network.dns({ 'greeter.example.com': ['203.0.113.1', '203.0.113.2', '2001:db8::3'] })
  const servers = await Promise.all([
    startGreeter('203.0.113.1', 'one'),
    startGreeter('203.0.113.2', 'two'),
    startGreeter('[2001:db8::3]', 'three'),
  ])
  const client = new Greeter('dns:///greeter.example.com:50051', grpc.credentials.createInsecure(), {
    'grpc.service_config': JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] }),
  })
  const heard = new Set<string>()
  const callOnce = async () => heard.add((await call(client, 'world')).split(' ', 1).join())
  await expect.poll(async () => [...(await callOnce())].toSorted(), { interval: 5 }).toEqual(['one', 'three', 'two'])
  client.close()
  for (const server of servers) server.forceShutdown()
})

test('grpc-js looks its name up again when its server has gone', async ({ network }) => {
  network.dns({ 'greeter.example.com': '203.0.113.1' })
  const [first, second] = [await startGreeter('203.0.113.1', 'one'), await startGreeter('203.0.113.2', 'two')]
  const client = new Greeter('greeter.example.com:50051', grpc.credentials.createInsecure(), {
    'grpc.dns_min_time_between_resolutions_ms': 5,
    'grpc.initial_reconnect_backoff_ms': 5,
  })
  expect(await call(client, 'world')).toMatch(/^one world/)
  network.dns({ 'greeter.example.com': '203.0.113.2' })
  first.forceShutdown()
  await expect.poll(() => call(client, 'world').catch(String), { interval: 5, timeout: 20_000 }).toMatch(/^two world/)
  client.close()
  second.forceShutdown()
})
