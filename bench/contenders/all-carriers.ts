import { loopback, unix } from './kernel.ts'
import { socketWrapper, socketWrapperPcap } from './socket-wrapper.ts'
import { socketwrap, socketwrapKeeping, socketwrapRecycling } from './socketwrap.ts'

/** Everything that carries the sockets of any program. */
export const allCarriers = [
  loopback,
  unix,
  socketWrapper,
  socketWrapperPcap,
  socketwrap,
  socketwrapKeeping,
  socketwrapRecycling,
]
