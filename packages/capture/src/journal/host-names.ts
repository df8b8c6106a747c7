/** Names of hosts by their index. An index is used again when its host was closed, so names have a time. */
export class HostNames {
  private readonly byIndex = new Map<number, { sinceNs: bigint; name: string }[]>()

  learn(index: number, name: string, sinceNs: bigint): void {
    const names = this.byIndex.get(index) ?? []
    if (names.some((known) => known.name === name && known.sinceNs <= sinceNs)) return
    names.push({ sinceNs, name })
    names.sort((left, right) => (left.sinceNs < right.sinceNs ? -1 : 1))
    this.byIndex.set(index, names)
  }

  /** The name that the host had at that time; empty when no process of it is known. */
  find(index: number, timeNs: bigint): string {
    const names = this.byIndex.get(index) ?? []
    return (names.findLast(({ sinceNs }) => sinceNs <= timeNs) ?? names[0])?.name ?? ''
  }
}
