import type { ParsedRule, RuleTarget } from '../rules/rule.js'

/** The layout that core/policy.c of @socketwrap/native reads. */
const magic = 0x31505753
const headerSize = 8
const ruleSize = 64
const everyHost = 0xffff
const actions = { deny: 0, allow: 1 }
const protocols = { any: 0, unix: 1, tcp: 6, udp: 17 }

/** A rule that the processes of a network follow. */
export interface NumberedRule {
  id: number
  rule: ParsedRule
  /** The index of the host that it is for; undefined: every one. */
  host: number | undefined
}

/** Compiles rules into the table that every process of a network reads; the first one that matches decides. */
export function compilePolicy(rules: readonly NumberedRule[]): Buffer {
  const entries = rules.flatMap((one) => one.rule.targets.map((target) => ({ ...one, target })))
  const header = Buffer.alloc(headerSize)
  header.writeUInt32LE(magic, 0)
  header.writeUInt32LE(entries.length, 4)
  const heads: Buffer[] = []
  const names: Buffer[] = []
  let end = headerSize + entries.length * ruleSize
  for (const entry of entries) {
    const name = Buffer.from(entry.target.name ?? '')
    heads.push(layOut(entry, end, name.length))
    names.push(name)
    end += name.length
  }
  return Buffer.concat([header, ...heads, ...names])
}

function layOut({ id, rule, host, target }: NumberedRule & { target: RuleTarget }, nameAt: number, nameLength: number) {
  const bytes = Buffer.alloc(ruleSize)
  bytes.writeUInt32LE(id, 0)
  bytes.writeUInt8(actions[rule.action], 4)
  bytes.writeUInt8(protocols[rule.protocol], 5)
  bytes.writeUInt8(rule.isInbound ? 1 : 0, 6)
  bytes.writeUInt8(target.prefixLength, 7)
  bytes.writeUInt16LE(host ?? everyHost, 8)
  bytes.writeUInt16LE(rule.lowPort, 10)
  bytes.writeUInt16LE(rule.highPort, 12)
  target.address.copy(bytes, 16)
  bytes.writeUInt32LE(nameLength === 0 ? 0 : nameAt, 32)
  bytes.writeUInt32LE(nameLength, 36)
  return bytes
}
