import type { Frame } from '../packet/frame.js'

/** Where packets go: a format of files. */
export interface PacketWriter {
  /**
   * Takes the packet that is in the frame; the frame is used again afterwards.
   *
   * @param host name of the host that sends it
   */
  writePacket(frame: Frame, timeNs: bigint, host: string, comment?: string): void
}
