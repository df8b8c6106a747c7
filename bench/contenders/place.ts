import type { Network } from 'socketwrap'

/** Where programs run for one turn of a contender. */
export interface Place {
  /** What the programs take as their first argument: `unix`, or the address that they use. */
  carrier: string
  /** The network, when it is one of ours. */
  network?: Network
  /** Whether that network records what crosses it. */
  isRecorded?: boolean
  /** Runs a command to its end and gives its standard output. */
  run(command: string[]): Promise<string>
  /** Takes everything away again. */
  close(): Promise<void>
}

/** A way to carry what programs send. */
export interface Carrier {
  name: string
  title: string
  absence?: string
  /** A new place, on which nothing has happened yet. */
  open(): Promise<Place>
}
