import type { Benchmark, Effort } from '../benchmark.ts'
import { connections } from './connections.ts'
import { datagrams } from './datagrams.ts'
import { environments } from './environments.ts'
import { fileIo } from './file-io.ts'
import { firstSocket } from './first-socket.ts'
import { growth } from './growth.ts'
import { idleConnections } from './idle-connections.ts'
import { nodeSockets } from './node-sockets.ts'
import { roundTrips } from './round-trips.ts'
import { starts } from './starts.ts'
import { streams } from './streams.ts'
import { supervised } from './supervised.ts'
import { threadPairs } from './thread-pairs.ts'

/** All of them, in the order of the table. */
export function allBenchmarks(effort: Effort): Benchmark[] {
  return [
    ...streams(effort),
    roundTrips(effort),
    connections(effort),
    datagrams(effort),
    threadPairs(effort),
    ...idleConnections(effort),
    ...nodeSockets(effort),
    ...supervised(effort),
    fileIo(effort),
    ...starts(effort),
    firstSocket(),
    ...environments(effort),
    ...growth(effort),
  ]
}
