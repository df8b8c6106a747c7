// Puts the Node that runs a case on a host of a network without a preload: `node --import ./enter.mjs case.mjs`.
import { enter, openNetwork } from '@socketwrap/native'

const network = openNetwork(process.env.PARITY_NETWORK)
enter(network, 1)
