/** Work that goes on after its request was answered, and that a server waits for before it ends. */
export interface BackgroundTasks {
  /** @param work Does not throw. */
  add(work: Promise<void>): void
  /** Waits for all of it. */
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
