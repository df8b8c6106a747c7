/** Numbers of IANA's registry of DNS parameters. */
export const typeNumbers = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  NAPTR: 35,
  CAA: 257,
} as const

export type TypeName = keyof typeof typeNumbers

export const responseCodes = { SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const

/** A record without the name that has it. */
export interface WireRecord {
  type: number
  ttlSeconds: number
  /** RDATA as RFC 1035 lays it out, names in it not compressed. */
  data: Buffer
}

/** What a name has, checked. */
export interface NameRecords {
  records: WireRecord[]
  /** Addresses in canonical text, for which reverse names are made. */
  addresses: string[]
  /** 0: none. */
  responseCode: number
  isSilent: boolean
  delayMs: number
}

export function noRecords(): NameRecords {
  return { records: [], addresses: [], responseCode: 0, isSilent: false, delayMs: 0 }
}
