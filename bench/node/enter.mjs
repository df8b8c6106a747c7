// Imported before a script: puts its process onto a network of its own, as the test environments do.
import { createNetwork } from 'socketwrap'

const network = await createNetwork()
network.enter()
