/** Maximum batch size, so that the network is served regularly. */
const MOST = 64

/**
 * Makes a point where requests wait for one another: those that come to it in one turn of the event loop go on together
 * at its end, each doing the same next thing. What they do is in the processor's caches then for all but the first; a
 * request that goes its way alone finds there what the one before left behind at the other end of its way, and takes
 * half as long again (Larus and Parkes, "Using Cohort Scheduling to Enhance Server Performance", USENIX 2002).
 *
 * @param othersMayCome Whether anyone else is on the way here. Who is alone waits for nobody.
 * @returns Waits, in the order of asking.
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
