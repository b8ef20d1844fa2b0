import { OTHER } from './tally.ts'

/** Times by one label, of this process. */
export interface Durations {
  observe(label: string, seconds: number): void
}

/** Durations as they are, for who shows them. */
export interface DurationsState {
  readonly name: string
  readonly help: string
  readonly label: string
  /** Upper bounds of the buckets, in seconds; there is one bucket more for what took longer. */
  readonly bounds: readonly number[]
  readonly counted: ReadonlyMap<string, { readonly buckets: readonly number[]; readonly seconds: number }>
}

const all: DurationsState[] = []

/** Makes durations that `/metrics` shows as a histogram, once for each process. @param most Values of the label. */
export function createDurations({
  most,
  ...named
}: Omit<DurationsState, 'counted'> & { most: number }): Durations {
  const { bounds } = named
  const counted = new Map<string, { readonly buckets: number[]; seconds: number }>()
  all.push({ ...named, counted })
  return {
    observe(label, seconds) {
      const key = counted.size < most || counted.has(label) ? label : OTHER
      let one = counted.get(key)
      if (one === undefined) {
        one = { buckets: Array(bounds.length + 1).fill(0), seconds: 0 }
        counted.set(key, one)
      }
      let bucket = 0
      while (bucket < bounds.length && seconds > (bounds[bucket] ?? 0)) bucket += 1
      one.buckets[bucket] = (one.buckets[bucket] ?? 0) + 1
      one.seconds += seconds
    },
  }
}

/** All durations of this process. */
export function durationsStates(): readonly DurationsState[] {
  return all
}
