export type { AccountOptions, Group, User } from './accounts/account-options.js'
export type { PamFailure, PamRule, PamType } from './accounts/pam/pam-rule.js'
export type { PrivilegeAnswer, PrivilegedCall, PrivilegeUse } from './identity/privileges.js'
export type { Endpoint } from './address/endpoint.js'
export type { SocketwrapErrorCode } from './errors/error-codes.js'
export { SocketwrapError } from './errors/socketwrap-error.js'
export type { Host } from './host/host.js'
export type { CloseReport } from './network/close-report.js'
export type {
  CaaRecord,
  DnsFault,
  DnsName,
  DnsRecordSet,
  DnsRecords,
  MxRecord,
  NaptrRecord,
  SoaRecord,
  SrvRecord,
} from './names/records/dns-records.js'
export { createNetwork, type NetworkOptions } from './network/create-network.js'
export { network } from './network/current-network.js'
export type { HostOptions, Network, NetworkScope } from './network/network.js'
export type { BlockedAttempt } from './policy/blocked/blocked-attempt.js'
export type { Explanation } from './policy/explain/explain.js'
export type { Rule, RuleLists, RuleOfHost } from './policy/rules/rule.js'
export type { NetworkProcess } from './process/network-processes.js'
export type { ListeningOptions } from './program/listening.js'
export type { Program, ProgramExit, StopOptions } from './program/program.js'
export type { RunResult } from './program/run-program.js'
export type { RunOptions, SpawnOptions } from './program/spawn-options.js'
export type {
  Chunk,
  Endpoint as FlowEndpoint,
  Flow,
  FlowEnding,
  FlowOutcome,
  FlowSide,
  JournalEvent,
  JournalProblem,
  RedactContext,
  RedactRule,
  SnapshotOptions,
  TracedEvent,
  TrafficFilter,
} from '@socketwrap/capture'
export { uuids } from '@socketwrap/capture/uuids'
export type { SocketEntry } from './sockets/socket-entry.js'
export type { Traffic } from './traffic/traffic.js'
