import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { families } from './setting/families.js'
import { requireProgram } from './setting/program-test.js'

const test = requireProgram('git')

test('git clones from git daemon on another host over IPv4, IPv6 and by name, and pushes back', async ({
  network,
  folder,
}) => {
  const hub = await network.host('hub')
  const desk = await network.host('desk')
  const shared = path.join(folder, 'shared.git')
  await hub.run('git', ['init', '-q', '--bare', '-b', 'main', shared], { env: git(folder) })
  const serve = ['daemon', '--export-all', '--enable=receive-pack', `--base-path=${folder}`]
  const daemon = await hub.spawn('git', serve, { env: git(folder) })
  await daemon.listening(9418)

  const first = path.join(folder, 'first')
  const run = (...args: string[]) => desk.run('git', args, { env: git(folder) })
  await run('clone', '-q', `git://${hub.ip}/shared.git`, first)
  await run('-C', first, 'checkout', '-q', '-B', 'main')
  await run('-C', first, 'commit', '-q', '--allow-empty', '-m', 'hello')
  await run('-C', first, 'push', '-q', 'origin', 'main')
  for (const name of [...families.map(({ inUrl }) => inUrl(hub)), 'hub']) {
    const copy = path.join(folder, `copy of ${name}`)
    await run('clone', '-q', `git://${name}/shared.git`, copy)
    const { stdout } = await run('-C', copy, 'log', '--format=%s')
    expect(stdout, name).toBe('hello\n')
    expect(readFileSync(path.join(copy, '.git', 'HEAD'), 'utf8')).toBe('ref: refs/heads/main\n')
  }
})

/** Git without the settings of this machine and its user. */
function git(folder: string): Record<string, string> {
  return {
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'safe.directory',
    GIT_CONFIG_VALUE_0: '*',
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@test',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@test',
  }
}
