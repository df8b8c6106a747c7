// What the Node programs of the parity catalogue share; see parity.h.
import { writeSync } from 'node:fs'

const ports = []

// Prints one line, unbuffered.
export function say(...words) {
  writeSync(1, `${words.map((word) => (typeof word === 'string' ? word : JSON.stringify(word))).join(' ')}\n`)
}

// Starts the names of ports again: the kernel may choose a port for a socket that an earlier one had.
export function forgetPorts() {
  ports.length = 0
}

// A port that the kernel chose is printed by its order of first appearance.
export function portName(port) {
  if (port === undefined || port < 1024) return String(port)
  if (!ports.includes(port)) ports.push(port)
  return `P${ports.indexOf(port) + 1}`
}

export function endpointText(address, port) {
  return `${address}:${portName(port)}`
}

// An error in the words that programs look at.
export function errorText(error) {
  return [error.code, error.syscall, error.address, error.port === undefined ? '' : portName(error.port)]
    .filter(Boolean)
    .join(' ')
}

// A program that hangs is stopped, which the comparison shows.
setTimeout(() => {
  say('the program did not end in time')
  process.exit(97)
}, 10000).unref()
