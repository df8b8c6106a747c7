import type { Host, Program } from 'socketwrap'

/** Starts redis-server on its usual port; it keeps nothing on disk. */
export async function startRedis(host: Host, ...options: string[]): Promise<Program> {
  const fixed = ['--port', '6379', '--bind', '0.0.0.0', '::', '--protected-mode', 'no']
  const nothingKept = ['--save', '', '--repl-diskless-load', 'on-empty-db']
  const redis = await host.spawn('redis-server', [...fixed, ...nothingKept, ...options])
  await redis.listening(6379)
  return redis
}
