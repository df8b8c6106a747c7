/** What names of a network have. Names are those of DNS; `*.example.com` stands for all below that nobody else has. */
export type DnsRecords = Record<string, DnsName>

/**
 * One or several IPv4 and IPv6 addresses, a fault, records by type, or `null` for a name that no longer has any.
 * An empty object is a name without records (RFC 2308, NODATA).
 */
export type DnsName = string | string[] | DnsFault | DnsRecordSet | null

/**
 * `NXDOMAIN`: there is no such name. `SERVFAIL`, `REFUSED`: the server says so. `silent`: it never answers.
 */
export type DnsFault = 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED' | 'silent'

/** The records of one name, in the shapes in which `dns.resolve` of Node gives them. */
export interface DnsRecordSet {
  A?: string | string[]
  AAAA?: string | string[]
  CNAME?: string
  NS?: string | string[]
  PTR?: string | string[]
  /** A text, several texts, or texts in their parts of at most 255 bytes. */
  TXT?: string | (string | string[])[]
  MX?: MxRecord | MxRecord[]
  SRV?: SrvRecord | SrvRecord[]
  SOA?: SoaRecord
  CAA?: CaaRecord | CaaRecord[]
  NAPTR?: NaptrRecord | NaptrRecord[]
  /** Any other type by its number, `TYPE65` for example, with its data as RFC 3597 means it. */
  [type: `TYPE${number}`]: Buffer | Buffer[] | undefined
  /** Seconds that an answer may be kept. Default: 60 */
  ttl?: number
  /** Milliseconds before each answer about this name. */
  delayMs?: number
  fault?: DnsFault
}

export interface MxRecord {
  priority?: number
  exchange: string
}

export interface SrvRecord {
  priority?: number
  weight?: number
  port: number
  name: string
}

/** Times in seconds. */
export interface SoaRecord {
  nsname: string
  hostmaster: string
  serial?: number
  refresh?: number
  retry?: number
  expire?: number
  minttl?: number
}

export interface CaaRecord {
  /** 128 when who does not understand the record must not issue (RFC 8659). */
  critical?: number
  issue?: string
  issuewild?: string
  iodef?: string
}

export interface NaptrRecord {
  flags?: string
  service?: string
  regexp?: string
  replacement?: string
  order?: number
  preference?: number
}
