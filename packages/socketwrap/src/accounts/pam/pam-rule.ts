/** What a service asks PAM for, see pam.conf(5). */
export type PamType = 'auth' | 'account' | 'password' | 'session'

/** The results of pam(3) that say no, with their numbers in libpam's interface. */
export const pamFailures = {
  SYSTEM_ERR: 4,
  PERM_DENIED: 6,
  AUTH_ERR: 7,
  CRED_INSUFFICIENT: 8,
  AUTHINFO_UNAVAIL: 9,
  USER_UNKNOWN: 10,
  MAXTRIES: 11,
  NEW_AUTHTOK_REQD: 12,
  ACCT_EXPIRED: 13,
  SESSION_ERR: 14,
  CRED_UNAVAIL: 15,
  CRED_EXPIRED: 16,
  CRED_ERR: 17,
  AUTHTOK_ERR: 20,
  AUTHTOK_LOCK_BUSY: 22,
  TRY_AGAIN: 24,
  ABORT: 26,
} as const

export type PamFailure = keyof typeof pamFailures

export const pamTypes: readonly PamType[] = ['auth', 'account', 'password', 'session']
export const pamControls = ['required', 'requisite', 'sufficient', 'optional'] as const

/**
 * A rule of a service. One that says nothing checks the host's users: their passwords, whether they are there, and
 * changes their passwords.
 */
export interface PamRule {
  /** Default: `auth` for one with `ask` or `fail`, `account` for one with `expire`, else all four. */
  type?: PamType | PamType[]
  /** Default: `required`. */
  control?: (typeof pamControls)[number]
  /** Whom it is about; it passes over the others. Default: everybody. */
  users?: string[]
  /** What it says instead of looking. */
  fail?: PamFailure
  /** `password`: the user must change it, once. `account`: it is over. */
  expire?: 'password' | 'account'
  /** A question instead of the password's, `'Code: '` for example, and its right answer. */
  ask?: { prompt: string; answer: string; isEchoed?: boolean }
  /** How long it takes to say something, in milliseconds; without a `type`, of `auth`. */
  delayMs?: number
  /** Another module, by its name or absolute path, instead of ours. */
  module?: string
  /** The arguments of the other module. */
  args?: string[]
}
