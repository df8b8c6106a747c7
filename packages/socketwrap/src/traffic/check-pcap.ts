import { badOption, checkOptions } from '../network/check-options.js'

/**
 * Checks where packets are to be written, and how.
 *
 * @throws SocketwrapError BAD_OPTION
 */
export function checkPcapOptions(file: unknown, options: unknown): void {
  if (typeof file !== 'string' || file === '') throw badOption('traffic.writePcap', 'file', file, 'a path')
  checkOptions('traffic.writePcap', options, {
    comment: ['a text', (value) => typeof value === 'string'],
    application: ['a text', (value) => typeof value === 'string'],
    onProblem: ['a function', (value) => typeof value === 'function'],
    mtu: ['a number of bytes from 576 to 65535', isMtu],
    tlsKeys: ['the text of a key log', (value) => typeof value === 'string' || Buffer.isBuffer(value)],
  })
}

function isMtu(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 576 && Number(value) <= 65_535
}
