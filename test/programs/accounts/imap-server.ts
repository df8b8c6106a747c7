import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Host, Program } from 'socketwrap'
import { programPath } from '../setting/find-program.js'

/** Starts dovecot as root on port 143: PAM knows the passwords, getpwnam() the homes, and mail is in the homes. */
export async function startImapServer(host: Host, folder: string): Promise<Program> {
  const file = path.join(folder, 'dovecot.conf')
  writeFileSync(
    file,
    `protocols = imap
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = /dev/stderr
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0
mail_location = maildir:~/Maildir
service imap-login {
  chroot =
}
passdb {
  driver = pam
}
userdb {
  driver = passwd
}
`,
  )
  const dovecot = await host.spawn(programPath('dovecot'), ['-F', '-c', file], { user: 'root' })
  await dovecot.listening(143)
  return dovecot
}
