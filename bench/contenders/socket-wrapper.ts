import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { runCommand } from '../run-command.ts'
import { makeMemoryFolder } from './memory-folder.ts'
import type { Carrier, Place } from './place.ts'

/** cwrap's library, as the system has it (Debian: libsocket-wrapper). */
function socketWrapperCarrier(name: string, title: string, hasPcap: boolean): Carrier {
  return {
    name,
    title,
    ...(library === undefined && { absence: 'socket_wrapper is not installed (Debian: libsocket-wrapper)' }),
    open: async () => openPlace(hasPcap),
  }
}

const library = findLibrary()

export const socketWrapper = socketWrapperCarrier('socket_wrapper', 'socket_wrapper', false)
export const socketWrapperPcap = socketWrapperCarrier('socket_wrapper-pcap', 'socket_wrapper, pcap', true)

function openPlace(hasPcap: boolean): Place {
  const folder = makeMemoryFolder()
  const env = {
    ...process.env,
    LD_PRELOAD: library,
    SOCKET_WRAPPER_DIR: folder,
    SOCKET_WRAPPER_DEFAULT_IFACE: '1',
    ...(hasPcap && { SOCKET_WRAPPER_PCAP_FILE: path.join(folder, 'traffic.pcap') }),
  }
  return {
    carrier: '127.0.0.1',
    run: (command) => runCommand(command, env),
    close: async () => rmSync(folder, { recursive: true }),
  }
}

function findLibrary(): string | undefined {
  try {
    const known = execFileSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' })
    return known.match(/libsocket_wrapper\.so\S* .*=> (.+)/)?.[1]
  } catch {
    return undefined
  }
}
