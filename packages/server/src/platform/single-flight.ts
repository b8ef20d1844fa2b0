/** Work that callers with the same key share while it runs. */
export interface SingleFlight<T> {
  /** Joins the work that runs for a key, or starts it. If the work fails, every caller that joined gets the error. */
  run(key: string, work: () => Promise<T>): Promise<T>
  /** Waits until all work that runs now has ended, with or without an error. */
  settled(): Promise<void>
}

/** Runs at most one piece of work for each key at a time. The result is not kept after the work has ended. */
export function createSingleFlight<T>(): SingleFlight<T> {
  const flights = new Map<string, Promise<T>>()
  return {
    run(key, work) {
      const known = flights.get(key)
      if (known !== undefined) return known
      const flight = work().finally(() => flights.delete(key))
      // All callers may have stopped waiting before it fails.
      flight.catch(() => {})
      flights.set(key, flight)
      return flight
    },
    async settled() {
      await Promise.allSettled([...flights.values()])
    },
  }
}

/** Runs work on the first call, and again after a failure. All callers share the run that succeeds. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined
  return () => {
    done ??= work().catch((error: unknown) => {
      done = undefined
      throw error
    })
    return done
  }
}
