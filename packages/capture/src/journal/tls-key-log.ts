import { closeSync, openSync, readSync, statSync } from 'node:fs'
import path from 'node:path'
import { findJournal } from './journal.js'

const pieceLength = 2 ** 20
const newline = 0x0a

/** A label, the client's random bytes, and a secret: what NSS, OpenSSL and GnuTLS write. */
const keyLine = /^\w+ (?:[\da-f]{2})+ (?:[\da-f]{2})+$/i

/** The TLS keys of a network's processes, which append them to a file of the journal, as SSLKEYLOGFILE asks them to. */
export class TlsKeyLog {
  readonly #file: string
  #position = 0

  /**
   * @param directory the network's directory, or its directory `journal`
   * @throws CaptureError NOT_A_JOURNAL
   */
  constructor(directory: string) {
    this.#file = path.join(findJournal(directory), 'tls-keys')
  }

  /**
   * The keys that came since the last call, in pieces of whole lines, which fit into a block of pcapng each. Client and
   * server often both write the same key; it comes once in a piece.
   */
  *take(): Generator<string> {
    for (;;) {
      const bytes = this.#read()
      const end = bytes.lastIndexOf(newline) + 1
      if (end === 0) return
      this.#position += end
      const lines = bytes.toString('latin1', 0, end).split('\n')
      const keys = [...new Set(lines)].filter((line) => keyLine.test(line))
      if (keys.length > 0) yield `${keys.join('\n')}\n`
    }
  }

  #read(): Buffer {
    const size = statSync(this.#file, { throwIfNoEntry: false })?.size ?? 0
    if (size <= this.#position) return Buffer.alloc(0)
    const bytes = Buffer.alloc(Math.min(size - this.#position, pieceLength))
    const descriptor = openSync(this.#file, 'r')
    try {
      return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, this.#position))
    } finally {
      closeSync(descriptor)
    }
  }
}
