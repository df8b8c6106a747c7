import type { ChildProcess } from 'node:child_process'

const idleMs = 100

/**
 * Waits until the output of a program that has ended is read: to its end, or, when a child of it goes on and keeps
 * the pipe open (a daemon), until nothing has come for a moment.
 */
export function outputEnd(child: ChildProcess): Promise<void> {
  const streams = [child.stdout, child.stderr].filter(
    (stream) => stream !== null && !stream.readableEnded && !stream.destroyed,
  )
  if (streams.length === 0) return Promise.resolve()
  return new Promise((resolve) => {
    let open = streams.length
    let timer = setTimeout(onIdle, idleMs)
    const rearm = () => {
      clearTimeout(timer)
      timer = setTimeout(onIdle, idleMs)
    }
    const finish = () => {
      clearTimeout(timer)
      for (const stream of streams) {
        stream?.off('data', rearm)
        stream?.off('close', onClose)
        // A daemon may print for as long as it lives; that must not keep this process alive.
        const handle = stream as unknown as { unref?: () => void } | null
        handle?.unref?.()
      }
      resolve()
    }
    function onClose() {
      open -= 1
      if (open === 0) finish()
    }
    // The loop may have been busy: what already lies in the pipe is read before the timer counts.
    function onIdle() {
      timer = setTimeout(finish, 0)
    }
    for (const stream of streams) stream?.on('data', rearm).once('close', onClose)
  })
}
