import type { User } from './account-options.js'

/** The fewest that crypt(5) allows: what guards a test's password is not worth the time of each login. */
const rounds = 1000

/** By name, of those who have a password. */
export async function hashPasswords(users: User[]): Promise<Map<string, string>> {
  const hashes = users.map(async ({ name, password }) =>
    password === undefined ? [] : [[name, await hashPassword(password)] as const],
  )
  return new Map((await Promise.all(hashes)).flat())
}

/** Gives the hash of a password in the form `$6$`, which every crypt(3) of Linux verifies. */
async function hashPassword(password: string): Promise<string> {
  // Loaded here, because most tests have no passwords, and Jest loads this package anew for each of them.
  const [{ encrypt }, { randomBytes }] = await Promise.all([import('unixcrypt'), import('node:crypto')])
  const salt = randomBytes(12).toString('base64').replaceAll('+', '.')
  return encrypt(password, `$6$rounds=${rounds}$${salt}`)
}
