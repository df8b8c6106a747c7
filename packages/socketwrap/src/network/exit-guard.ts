const open = new Set<() => void>()
let isGuarding = false

/**
 * Calls `close` when this process (or worker thread) exits, unless the returned function is called before. Nothing
 * can be awaited then. A process that is killed does not get here; the next start sweeps what it left.
 */
export function guardExit(close: () => void): () => void {
  open.add(close)
  if (!isGuarding) {
    isGuarding = true
    process.on('exit', closeAll)
  }
  return () => open.delete(close)
}

function closeAll(): void {
  for (const close of open) {
    open.delete(close)
    try {
      close()
    } catch (error) {
      console.error(error)
    }
  }
}
