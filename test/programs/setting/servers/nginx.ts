import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Host, Program } from 'socketwrap'
import { programPath } from '../find-program.js'
import { childrenOf } from '../processes.js'
import { eventually } from '../wait-for.js'

interface NginxSettings {
  /** Lines outside of all blocks. */
  main?: string
  /** Lines of the server. */
  server?: string
}

/** Starts nginx with two workers on port 80 of a host; `location` is what it does with each request. */
export async function startNginx(
  host: Host,
  folder: string,
  location: string,
  settings?: NginxSettings,
): Promise<Program> {
  writeNginxConfiguration(folder, location, settings)
  // A binary upgrade starts the new binary by the name that the old one was started with.
  const nginx = await host.spawn(programPath('nginx'), ['-p', folder, '-c', 'nginx.conf', '-e', 'error.log'])
  await nginx.listening(80)
  const workers = () => childrenOf(readPid(path.join(folder, 'nginx.pid')))
  await eventually(() => workers().length).toBe(2)
  return nginx
}

export function writeNginxConfiguration(
  folder: string,
  location: string,
  { main = 'daemon off;', server = '' }: NginxSettings = {},
): void {
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  writeFileSync(
    path.join(folder, 'nginx.conf'),
    `${main} worker_processes 2; pid nginx.pid; error_log error.log;
    ${process.getuid?.() === 0 ? 'user www-data;' : ''}
    events { worker_connections 128; }
    http {
      access_log off;
      ${kinds.map((kind) => `${kind}_temp_path ${kind}_temp;`).join(' ')}
      server { listen 80; listen [::]:80; ${server} location / { ${location} } }
    }`,
  )
}

/** The pid in a file; 0 when there is none. */
export function readPid(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return 0
  }
}
