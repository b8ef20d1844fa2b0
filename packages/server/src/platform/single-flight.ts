/** Work that callers of one key share while it runs. */
export interface SingleFlight<T> {
  /** Joins the work that runs for a key, or starts it. A failure is everybody's who joined. */
  run(key: string, work: () => Promise<T>): Promise<T>
  /** Waits until all work that runs now has ended, well or not. */
  settled(): Promise<void>
}

/** Lets at most one piece of work run for each key at a time. Nothing is kept once it has ended. */
export function createSingleFlight<T>(): SingleFlight<T> {
  const flights = new Map<string, Promise<T>>()
  return {
    run(key, work) {
      const known = flights.get(key)
      if (known !== undefined) return known
      const flight = work().finally(() => flights.delete(key))
      // Those who joined may have left before it fails.
      flight.catch(() => {})
      flights.set(key, flight)
      return flight
    },
    async settled() {
      await Promise.allSettled([...flights.values()])
    },
  }
}

/** Does work when it is first asked for, and again when it failed: all callers share the one that succeeds. */
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
