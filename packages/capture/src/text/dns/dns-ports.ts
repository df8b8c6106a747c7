const ports = new Set([53, 5353, 5355])

/** DNS itself, multicast DNS, and link-local multicast name resolution: nothing in their bytes says what they are. */
export function isDnsPort(port: number): boolean {
  return ports.has(port)
}
