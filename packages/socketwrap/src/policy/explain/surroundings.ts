import type { Host } from '../../host/host.js'
import type { NetworkCore } from '../../network/network-core.js'
import type { Surroundings } from './explain.js'

/** What the native code says on a host of the network; programs are told by the same code. */
export function surroundingsOf(core: NetworkCore, { index, name: from }: Host): Surroundings {
  const native = core.native()
  const names = new Map(native.hosts().map((host) => [host.index, host.name]))
  return {
    from,
    lookUp: (name) => native.lookup(index, name, 0),
    ownerOf: (address) => names.get(native.ownerOf(index, address) ?? -1),
    isServed: (host, { protocol, address, port }) =>
      core
        .namedSockets()
        .some(
          (socket) =>
            socket.host === host &&
            socket.protocol === protocol &&
            socket.local.port === port &&
            socket.state === (protocol === 'tcp' ? 'listening' : 'bound') &&
            ['0.0.0.0', '::', address].includes(socket.local.address),
        ),
    decide: ({ protocol, isInbound, address, port }) => native.decide(index, protocol, isInbound, address, port),
    decideName: (name, { protocol, port }) => native.decideName(index, protocol, name, port),
    decidePath: (path) => native.decidePath(index, path),
    findRule: (id) => core.policy.findRule(id),
  }
}
