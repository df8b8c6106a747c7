/** A user of a host. */
export interface User {
  name: string
  /** Default: the next free one from 1000 on. */
  uid?: number
  /** The primary group. Default: a group of the user's own, with the user's name and number. */
  gid?: number
  /** Programs see its hash. Without one nobody can log in by password. */
  password?: string
  /** The names of further groups that the user is a member of. */
  groups?: string[]
  /** Default: an empty directory below the network's. One that is named is taken as it is, and not made. */
  home?: string
  /** Default: `/bin/sh`. */
  shell?: string
  /** The name in words, the field that is called GECOS. */
  fullName?: string
}

/** A group of a host. */
export interface Group {
  name: string
  /** Default: the next free one from 1000 on. */
  gid?: number
  /** The names of users. */
  members?: string[]
}

/** What a host's users and groups are, besides those that every system has. */
export interface AccountOptions {
  /** One with the name of a system account, `postgres` for example, changes that one. */
  users?: User[]
  groups?: Group[]
}
