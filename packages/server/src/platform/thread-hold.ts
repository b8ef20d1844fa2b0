import { workerData } from 'node:worker_threads'

/** Memory that a thread shares with the one that ends it. */
export type ThreadHold = Int32Array<SharedArrayBuffer>

const FREE = 0
const HELD = 1
const ENDING = 2
/** Maximum wait for a thread that holds. One that ran out of memory never lets go. */
const MOST_WAITS = 5
const WAIT_MS = 1_000

/** Creates the hold of a new thread, which gets it as `workerData`. */
export function createHold(): ThreadHold {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
}

/**
 * Runs a short step in which this thread is not ended. Node ends the whole process if it ends a thread between the two
 * calls that make an object of zlib (`CompressionStream::Close`, "close before init"). Outside of such a thread it only
 * runs the step.
 */
export function holdThread<Result>(step: () => Result): Result {
  if (!(workerData instanceof Int32Array)) return step()
  // If the thread is being ended, it waits for its end.
  if (Atomics.compareExchange(workerData, 0, FREE, HELD) === ENDING) Atomics.wait(workerData, 0, ENDING)
  try {
    return step()
  } finally {
    Atomics.store(workerData, 0, FREE)
    Atomics.notify(workerData, 0)
  }
}

/** Waits until a thread is in no held step. It begins none after that. */
export async function endHold(hold: ThreadHold): Promise<void> {
  for (let waits = 0; waits < MOST_WAITS; waits += 1) {
    if (Atomics.compareExchange(hold, 0, FREE, ENDING) !== HELD) return
    await Atomics.waitAsync(hold, 0, HELD, WAIT_MS).value
  }
}
