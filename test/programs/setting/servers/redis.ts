import type { Host, Program } from 'socketwrap'

/** Starts redis-server on its usual port; it keeps nothing on disk. */
export async function startRedis(host: Host, ...options: string[]): Promise<Program> {
  const fixed = ['--port', '6379', '--bind', '0.0.0.0', '::', '--save', '', '--protected-mode', 'no']
  const redis = await host.spawn('redis-server', [...fixed, ...options])
  await redis.listening(6379)
  return redis
}
