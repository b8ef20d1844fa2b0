/** Pseudorandom numbers from a seed, so that a run can be repeated. */
export interface Random {
  /** Returns a number from 0 to below 1. */
  fraction(): number
  /** Returns an integer from `from` to `to`, both included. */
  between(from: number, to: number): number
  pick<T extends string>(weights: Readonly<Record<T, number>>): T
  /** Picks an element of a nonempty list. */
  of<T>(list: readonly T[]): T
}

/** Returns a Mulberry32 generator: small, and random enough to choose the next step. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    fraction,
    between: (from, to) => from + Math.floor(fraction() * (to - from + 1)),
    pick<T extends string>(weights: Readonly<Record<T, number>>) {
      const names = Object.keys(weights) as T[]
      let left = fraction() * names.reduce((sum, name) => sum + weights[name], 0)
      for (const name of names) {
        left -= weights[name]
        if (left < 0) return name
      }
      return names.at(-1) as T
    },
    of: <T>(list: readonly T[]) => list[Math.floor(fraction() * list.length)] as T,
  }
}
