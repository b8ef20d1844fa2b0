import { FOLDED } from './fold-bytes.ts'
import { STEPS_PER_BYTE } from './pattern-matcher.ts'

const BUCKETS = 4096
const BUCKET_MASK = BUCKETS - 1
/** Longest stretch. Longer stretches hardly skip more, and fill the tables. */
const MAX_STRETCH = 20
const MAX_SUFFIXES = 250

// Shared by all searches, because only one runs at a time: filling tables is much faster than allocating them.
const shifts = new Uint8Array(BUCKETS)
/** First suffix of each bucket, counted from 1. */
const heads = new Uint8Array(BUCKETS)
const following = new Uint8Array(MAX_SUFFIXES + 1)

/**
 * Returns whether bytes may contain one of the suffixes. It uses the method of `createPatternMatcher`, for suffixes
 * that are searched only once. Also returns true if the search would take too long. Keeps no part of the suffixes.
 *
 * @param suffixes Folded suffixes of at least two bytes, as Latin-1.
 */
export function mayHoldSuffix(bytes: Uint8Array, suffixes: readonly string[]): boolean {
  if (suffixes.length > MAX_SUFFIXES) return true
  let stretch = MAX_STRETCH
  for (const suffix of suffixes) stretch = Math.min(stretch, suffix.length)
  fillTables(suffixes, stretch)
  const holds = search(bytes, suffixes, stretch)
  heads.fill(0)
  shifts.fill(0)
  return holds
}

function fillTables(suffixes: readonly string[], stretch: number): void {
  shifts.fill(stretch - 1)
  for (let index = 0; index < suffixes.length; index += 1) {
    const suffix = suffixes[index] as string
    let before = suffix.charCodeAt(0)
    for (let last = 1; last < stretch; last += 1) {
      const byte = suffix.charCodeAt(last)
      const bucket = ((before << 5) ^ byte) & BUCKET_MASK
      const shift = stretch - 1 - last
      if (shift < (shifts[bucket] as number)) shifts[bucket] = shift
      if (shift === 0) {
        following[index + 1] = heads[bucket] as number
        heads[bucket] = index + 1
      }
      before = byte
    }
  }
}

function search(bytes: Uint8Array, suffixes: readonly string[], stretch: number): boolean {
  let steps = -STEPS_PER_BYTE * bytes.length
  for (let last = stretch - 1; last < bytes.length; ) {
    const before = FOLDED[bytes[last - 1] as number] as number
    const bucket = ((before << 5) ^ (FOLDED[bytes[last] as number] as number)) & BUCKET_MASK
    const shift = shifts[bucket] as number
    if (shift > 0) {
      last += shift
      continue
    }
    for (let number = heads[bucket] as number; number !== 0; number = following[number] as number) {
      const suffix = suffixes[number - 1] as string
      const same = agreement(bytes, last - stretch + 1, suffix)
      if (same === suffix.length) return true
      steps += same + 1
    }
    if (steps > 0) return true
    last += 1
  }
  return false
}

function agreement(bytes: Uint8Array, start: number, suffix: string): number {
  let same = 0
  while (same < suffix.length && FOLDED[bytes[start + same] as number] === suffix.charCodeAt(same)) same += 1
  return same
}
