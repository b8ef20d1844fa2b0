import { setImmediate } from 'node:timers/promises'
import { markOperation } from './loop-watch.ts'

/** Time in milliseconds for which one slice of a long task holds the event loop. */
const SLICE_MS = 20

/**
 * Runs steps to their end. After each slice of `SLICE_MS`, waiting requests come first.
 *
 * @param operation Operation that the time is counted for, as in `markOperation`.
 * @param whenLong Waits, after the first slice, for what a long task needs.
 */
export async function inSlices<T>(
  operation: string,
  steps: Iterator<undefined, T, undefined>,
  whenLong?: () => Promise<void> | undefined,
): Promise<T> {
  let isLong = false
  for (let began = performance.now(); ; ) {
    const { done, value } = steps.next()
    if (done === true) return value
    if (performance.now() - began < SLICE_MS) continue
    await setImmediate()
    if (!isLong) await whenLong?.()
    isLong = true
    markOperation(operation)
    began = performance.now()
  }
}
