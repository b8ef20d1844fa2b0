/** Maximum batch size. It is limited so that the event loop serves the network between batches. */
const MOST = 64

/**
 * Creates a point where requests wait for one another. All requests that reach it in one turn of the event loop
 * continue together at the end of the turn, each with the same next step. Then all but the first find that step's code
 * and data in the processor's caches. A request that continues alone finds the caches filled by other steps, and takes
 * half as long again (Larus and Parkes, "Using Cohort Scheduling to Enhance Server Performance", USENIX 2002).
 *
 * @param othersMayCome Returns whether other requests may reach this point soon. If not, a request that is alone does
 *   not wait.
 * @returns Function that waits. Callers continue in the order in which they called it.
 */
export function createTickBatch(othersMayCome: () => boolean, most = MOST): () => Promise<void> {
  let waiting: (() => void)[] = []

  function goOn() {
    const going = waiting
    waiting = going.splice(most)
    if (waiting.length > 0) setImmediate(goOn)
    for (const go of going) go()
  }

  return () =>
    new Promise((resolve) => {
      if (waiting.length === 0 && !othersMayCome()) resolve()
      else if (waiting.push(resolve) === 1) setImmediate(goOn)
    })
}
