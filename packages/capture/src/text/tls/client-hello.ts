export interface ClientHello {
  serverName?: string
  /** Those offered by ALPN, as `h2`. */
  protocols: string[]
}

const extensionTypes = { serverName: 0, protocols: 16 }

/** Reads a TLS record that holds a client hello (RFC 8446, section 4.1.2). Undefined when there is none. */
export function readClientHello(bytes: Buffer): ClientHello | undefined {
  const isHandshake = bytes[0] === 0x16 && bytes[1] === 0x03 && bytes[5] === 0x01
  return isHandshake ? readExtensions(bytes.subarray(9)) : undefined
}

function readExtensions(hello: Buffer): ClientHello {
  const found: ClientHello = { protocols: [] }
  try {
    let offset = 2 + 32
    offset += 1 + hello.readUInt8(offset)
    offset += 2 + hello.readUInt16BE(offset)
    offset += 1 + hello.readUInt8(offset)
    const end = offset + 2 + hello.readUInt16BE(offset)
    for (offset += 2; offset < end;) {
      const type = hello.readUInt16BE(offset)
      const length = hello.readUInt16BE(offset + 2)
      const content = hello.subarray(offset + 4, offset + 4 + length)
      if (type === extensionTypes.serverName)
        found.serverName = content.toString('latin1', 5, 5 + content.readUInt16BE(3))
      if (type === extensionTypes.protocols) found.protocols = readProtocols(content)
      offset += 4 + length
    }
  } catch (error) {
    // A hello that was cut says as much as came.
    if (!(error instanceof RangeError)) throw error
  }
  return found
}

function readProtocols(content: Buffer): string[] {
  const protocols: string[] = []
  for (let offset = 2; offset < content.length; offset += 1 + content.readUInt8(offset))
    protocols.push(content.toString('latin1', offset + 1, offset + 1 + content.readUInt8(offset)))
  return protocols
}
