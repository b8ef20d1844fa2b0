import { OTHER } from './tally.ts'

/** Histogram of durations by one label, in this process. */
export interface Durations {
  observe(label: string, seconds: number): void
}

/** Current state of durations, as `/metrics` shows it. */
export interface DurationsState {
  readonly name: string
  readonly help: string
  readonly label: string
  /** Upper bounds of the buckets in seconds. One more bucket holds everything longer. */
  readonly bounds: readonly number[]
  readonly counted: ReadonlyMap<string, { readonly buckets: readonly number[]; readonly seconds: number }>
}

/** Number of durations in each bucket, and the sum of all durations. */
interface Buckets {
  readonly buckets: number[]
  seconds: number
}

function emptyBuckets(bounds: readonly number[]): Buckets {
  return { buckets: Array(bounds.length + 1).fill(0), seconds: 0 }
}

/** Adds a duration to its bucket. */
function count(counted: Buckets, bounds: readonly number[], seconds: number): void {
  let bucket = 0
  while (bucket < bounds.length && seconds > (bounds[bucket] ?? 0)) bucket += 1
  counted.buckets[bucket] = (counted.buckets[bucket] ?? 0) + 1
  counted.seconds += seconds
}

const all: DurationsState[] = []

/**
 * Creates durations that `/metrics` shows as a histogram, once per process.
 *
 * @param most Maximum number of label values.
 */
export function createDurations({
  most,
  ...named
}: Omit<DurationsState, 'counted'> & { most: number }): Durations {
  const { bounds } = named
  const counted = new Map<string, Buckets>()
  all.push({ ...named, counted })
  return {
    observe(label, seconds) {
      const key = counted.size < most || counted.has(label) ? label : OTHER
      let one = counted.get(key)
      if (one === undefined) {
        one = emptyBuckets(bounds)
        counted.set(key, one)
      }
      count(one, bounds, seconds)
    },
  }
}

/** Returns all durations of this process. */
export function durationsStates(): readonly DurationsState[] {
  return all
}
