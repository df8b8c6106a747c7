import { appendFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { network } from 'socketwrap'

/** What each file of this project says. The suite that runs the project reads what `record` has written. */
export function describeFile(name) {
  let inFile
  let inTest

  beforeAll(async () => {
    record({ name, event: 'begin', id: network.id, directory: network.directory, hosts: hostNames() })
    const outside = await network.host('outside')
    inFile = await outside.spawn('sleep', ['1000'])
    record({ name, event: 'program', pid: inFile.pid })
  })

  test('listens on the port that all files listen on', async () => {
    const server = createServer((_request, response) => response.end(name)).listen(3000)
    await once(server, 'listening')
    expect(await (await fetch(`http://${network.testHost.ip}:3000/`)).text()).toBe(name)
    server.close()
    server.closeAllConnections()
  })

  test('makes a host and a program', async () => {
    const inside = await network.host('inside')
    inTest = await inside.spawn('sleep', ['1000'])
    record({ name, event: 'program', pid: inTest.pid })
    expect(hostNames()).toEqual(['test', 'outside', 'inside'])
  })

  test('which ended with that test, but not what the file made', () => {
    expect(hostNames()).toEqual(['test', 'outside'])
    expect(inTest.exit).toBeDefined()
    expect(inFile.exit).toBeUndefined()
  })
}

function hostNames() {
  return network.hosts().map((host) => host.name)
}

function record(entry) {
  appendFileSync(process.env.RECORD_FILE, `${JSON.stringify(entry)}\n`)
}
