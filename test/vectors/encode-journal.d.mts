export const beginNs: bigint
export const realtimeOffsetNs: bigint
export function encodeJournal(process: object): { name: string; events: Buffer; bytes: Buffer }
