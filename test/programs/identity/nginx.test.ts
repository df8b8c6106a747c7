import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { programPath } from '../setting/find-program.js'
import { requireProgram } from '../setting/program-test.js'

const test = requireProgram('nginx', 'curl', 'stat')

test('nginx listens on port 80 with a master of root and workers of www-data, and their files show it', async ({
  network,
  folder,
}) => {
  const web = await network.host('web')
  mkdirSync(path.join(folder, 'uploads'))
  writeFileSync(path.join(folder, 'nginx.conf'), configuration)
  const arguments_ = ['-p', folder, '-c', 'nginx.conf', '-e', 'error.log']
  const nginx = await web.spawn(programPath('nginx'), arguments_, { user: 'root' })
  await nginx.listening(80)
  const { stdout } = await network.run('curl', ['-sS', '--data-binary', 'hello', `http://${web.ip}/`])
  expect(stdout).toBe('kept\n')

  const look = 'stat -c %U nginx.pid error.log uploads uploads/*'
  const { stdout: owners } = await web.run('sh', ['-c', look], { user: 'root', cwd: folder })
  expect(owners).toBe('root\nroot\nwww-data\nwww-data\n')
})

const kinds = ['proxy', 'fastcgi', 'uwsgi', 'scgi']
const configuration = `
  daemon off; worker_processes 1; user www-data; pid nginx.pid; error_log error.log;
  events { worker_connections 64; }
  http {
    access_log off;
    client_body_temp_path uploads; client_body_in_file_only on;
    ${kinds.map((kind) => `${kind}_temp_path ${kind}_temp;`).join(' ')}
    server { listen 80; location / { proxy_pass http://127.0.0.1:81; } }
    server { listen 81; location / { return 200 "kept\\n"; } }
  }`
