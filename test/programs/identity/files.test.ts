import { statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { requireProgram } from '../setting/program-test.js'

const test = requireProgram('stat', 'chown', 'python3')

test('files of the test belong to whoever looks, and what a program makes stays its user’s', async ({
  network,
  folder,
}) => {
  writeFileSync(path.join(folder, 'given'), '')
  const make = 'touch made; mkdir inner; ln -s made link; mkfifo pipe'
  await network.run('sh', ['-c', make], { user: 1000, cwd: folder })
  const look = ['-c', '%n %u %g', 'given', 'made', 'inner', 'link', 'pipe']
  const { stdout: byRoot } = await network.run('stat', look, { user: 'root', cwd: folder })
  expect(byRoot).toBe('given 0 0\nmade 1000 1000\ninner 1000 1000\nlink 1000 1000\npipe 1000 1000\n')
  const { stdout: byOther } = await network.run('stat', look, { user: 2000, cwd: folder })
  expect(byOther).toMatch(/^given 2000 2000\nmade 1000 1000\n/)
})

test('chown is remembered for the network, and the real file is not touched', async ({ network, folder }) => {
  const file = path.join(folder, 'file')
  writeFileSync(file, '')
  const before = statSync(file)
  const script = 'chown 33:44 file; stat -c %u:%g file; chown 55 file; chgrp 66 file'
  const { stdout } = await network.run('sh', ['-c', script], { user: 'root', cwd: folder })
  expect(stdout).toBe('33:44\n')
  const code = `import os; s = os.stat('file'); d = open('file'); f = os.stat(d.fileno()); print(s.st_uid, s.st_gid, f.st_uid)`
  const { stdout: later } = await network.run('python3', ['-c', code], { user: 33, cwd: folder })
  expect(later).toBe('55 66 55\n')
  expect(statSync(file)).toMatchObject({ uid: before.uid, gid: before.gid })
})

test('a new file with the number of one that is gone has not its owner', async ({ network, folder }) => {
  const script = 'for i in 1 2 3 4 5 6 7 8; do touch f; chown 7 f; rm f; done'
  await network.run('sh', ['-c', script], { user: 'root', cwd: folder })
  for (let index = 0; index < 8; index++) writeFileSync(path.join(folder, `${index}`), '')
  const { stdout } = await network.run('sh', ['-c', 'stat -c %u [0-7] | sort -u'], { user: 'root', cwd: folder })
  expect(stdout).toBe('0\n')
})

test('an ordinary user gives nothing away, and its own file only to its own groups', async ({ network, folder }) => {
  const host = await network.host('box', { users: [{ name: 'alice', uid: 1000, groups: ['staff'] }] })
  const code = `
import os
open('own', 'w')
for ids in ((33, -1), (1000, -1), (-1, 33), (-1, 50), (1000, 1000)):
    try: os.chown('own', *ids); print('ok')
    except PermissionError as error: print(error.errno)`
  const { stdout } = await host.run('python3', ['-c', code], { user: 'alice', cwd: folder })
  expect(stdout).toBe('1\nok\n1\nok\nok\n')
})

test('access agrees with the owner and the mode that the program sees', async ({ network, folder }) => {
  const code = `
import os
for name, mode in (('a', 0o600), ('b', 0o644), ('c', 0o755)):
    open(name, 'w'); os.chmod(name, mode)
os.chown('b', 0, 50)
os.setgroups([]); os.setresgid(1000, 1000, 1000); os.setresuid(1000, 1000, 1000)
for name in 'abc':
    print(name, *(os.access(name, mode) for mode in (os.F_OK, os.R_OK, os.W_OK, os.X_OK)))`
  const { stdout } = await network.run('python3', ['-c', code], { user: 'root', cwd: folder })
  expect(stdout).toBe('a True False False False\nb True True False False\nc True True False True\n')
})
