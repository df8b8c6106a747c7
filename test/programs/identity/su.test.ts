import type { Network } from 'socketwrap'
import { expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'

const test = requireProgram('su', 'id', 'stat')

async function hostWithUsers(network: Network) {
  const host = await network.host('box', {
    users: [{ name: 'alice', uid: 1000, password: 'secret', groups: ['staff'] }, { name: 'bob' }],
  })
  host.pam('su', [{ type: 'auth', control: 'sufficient', module: 'pam_rootok.so' }, {}])
  return host
}

test('root becomes a fake user with su, who then makes files of her own', async ({ network }) => {
  const host = await hostWithUsers(network)
  const command = 'whoami; id -G; cd; echo here > file; stat -c "%U %G" file'
  const { stdout } = await host.run('su', ['alice', '-c', command], { user: 'root' })
  expect(stdout).toBe('alice\n1000 50\nalice alice\n')
})

test('a fake user becomes another with su and her password, though the kernel gives su nothing', async ({
  network,
}) => {
  const host = await hostWithUsers(network)
  const su = ['alice', '-c', 'whoami']
  const { stdout } = await host.run('su', su, { user: 'bob', input: 'secret\n' })
  expect(stdout).toBe('alice\n')
  const wrong = await host.run('sh', ['-c', 'su alice -c whoami'], { user: 'bob', input: 'wrong\n', reject: false })
  expect(wrong.stderr).toContain('Authentication failure')
})
