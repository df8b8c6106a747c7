/** 16 bytes as text; IPv4 in the form `::ffff:a.b.c.d` is given as IPv4, IPv6 as in RFC 5952. */
export function formatAddress(bytes: Uint8Array): string {
  const isMapped = bytes[10] === 0xff && bytes[11] === 0xff && bytes.subarray(0, 10).every((byte) => byte === 0)
  if (isMapped) return bytes.subarray(12, 16).join('.')
  const groups = Array.from({ length: 8 }, (_, index) => (bytes[2 * index] ?? 0) * 256 + (bytes[2 * index + 1] ?? 0))
  const [start, length] = longestZeros(groups)
  if (length < 2) return formatGroups(groups)
  return `${formatGroups(groups.slice(0, start))}::${formatGroups(groups.slice(start + length))}`
}

function longestZeros(groups: number[]): [start: number, length: number] {
  let best: [number, number] = [0, 0]
  for (let start = 0; start < groups.length; start++) {
    let end = start
    while (groups[end] === 0) end++
    if (end - start > best[1]) best = [start, end - start]
  }
  return best
}

function formatGroups(groups: number[]): string {
  return groups.map((group) => group.toString(16)).join(':')
}
