/** Work that continues after its request has its response. The server waits for it before it ends. */
export interface BackgroundTasks {
  /** Adds a task. @param work Promise that does not reject. */
  add(work: Promise<void>): void
  /** Waits until all tasks have ended. */
  settled(): Promise<void>
}

export function createBackgroundTasks(): BackgroundTasks {
  const running = new Set<Promise<void>>()
  return {
    add(work) {
      running.add(work)
      work.finally(() => running.delete(work))
    },
    async settled() {
      await Promise.allSettled(running)
    },
  }
}
