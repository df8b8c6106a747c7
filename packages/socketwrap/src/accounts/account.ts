/** A line of passwd(5). */
export interface UserAccount {
  name: string
  uid: number
  gid: number
  fullName: string
  home: string
  shell: string
}

/** A line of group(5). */
export interface GroupAccount {
  name: string
  gid: number
  members: string[]
}

/** All that a host has. */
export interface Accounts {
  users: UserAccount[]
  groups: GroupAccount[]
}
