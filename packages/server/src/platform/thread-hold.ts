import { workerData } from 'node:worker_threads'

/** Memory that a thread shares with the one that ends it. */
export type ThreadHold = Int32Array<SharedArrayBuffer>

/** Places in the memory: whether the thread holds, and whether it is being ended. */
const HELD = 0
const ENDING = 1
/** Maximum wait for a thread that holds. One that ran out of memory never lets go. */
const MOST_WAITS = 5
const WAIT_MS = 1_000

/** Creates the hold of a new thread, which gets it as `workerData`. */
export function createHold(): ThreadHold {
  return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT))
}

/**
 * Runs a short step in which this thread is not ended. Node ends the whole process if it ends a thread between the two
 * calls that make an object of zlib (`CompressionStream::Close`, "close before init"). Outside of such a thread it only
 * runs the step.
 */
export function holdThread<Result>(step: () => Result): Result {
  if (!(workerData instanceof Int32Array)) return step()
  Atomics.store(workerData, HELD, 1)
  try {
    // The end of the thread interrupts this wait. Either this thread sees that it is being ended, or the other one that
    // it holds.
    if (Atomics.load(workerData, ENDING) === 1) {
      release(workerData)
      Atomics.wait(workerData, ENDING, 1)
    }
    return step()
  } finally {
    release(workerData)
  }
}

function release(hold: Int32Array): void {
  Atomics.store(hold, HELD, 0)
  Atomics.notify(hold, HELD)
}

/** Waits until a thread is in no held step. It begins none after that. */
export async function endHold(hold: ThreadHold): Promise<void> {
  Atomics.store(hold, ENDING, 1)
  for (let waits = 0; waits < MOST_WAITS && Atomics.load(hold, HELD) === 1; waits += 1)
    await Atomics.waitAsync(hold, HELD, 1, WAIT_MS).value
}
