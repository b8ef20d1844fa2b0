import { ALIGNED, FOLDED } from './fold-bytes.ts'

/** A byte string to search for, found by a part of it. */
export interface Pattern {
  /** The whole pattern, each byte mapped by `FOLDED`. */
  readonly folded: Uint8Array
  /** The whole pattern mapped by `ALIGNED`, if case matters. */
  readonly exact?: Uint8Array | undefined
  /** Start and end of the part that must be present. It has at least two bytes. */
  readonly from: number
  readonly to: number
  /** Fewest bytes that must match, including those around the part. */
  readonly least: number
}

/** A matcher that searches for many patterns at once. */
export interface PatternMatcher {
  /**
   * Searches the first `end` bytes.
   *
   * @param onFound Called with the range of bytes of each match. If it returns false, the search stops.
   * @param begin First position where the part of a pattern may begin; bytes around it may lie before. Default 0.
   * @returns Whether the search was completed. It is given up if bytes and patterns are so repetitive that it would
   *   take more than {@link STEPS_PER_BYTE}.
   */
  search(
    bytes: Uint8Array,
    end: number,
    onFound: (start: number, end: number) => boolean,
    begin?: number,
  ): boolean
}

/** Comparisons per byte after which a search is given up. Ordinary strings need less than one. */
export const STEPS_PER_BYTE = 16
const LEAST_STEPS = 1024

const BUCKETS = 4096
const BUCKET_MASK = BUCKETS - 1

/**
 * Creates a matcher by the method of Wu and Manber ("A fast algorithm for multi-pattern searching", 1994). It looks at
 * two bytes per stretch, which is as long as the shortest part. Most pairs show that no part is near.
 */
export function createPatternMatcher(patterns: readonly Pattern[]): PatternMatcher {
  if (patterns.length === 0) return { search: () => true }
  const stretch = Math.min(...patterns.map(({ from, to }) => to - from))
  // Distance to skip after two bytes, and the patterns whose first stretch may end with them.
  const shifts = new Uint8Array(BUCKETS).fill(Math.min(stretch - 1, 255))
  const heads = new Int16Array(BUCKETS).fill(-1)
  const following = new Int16Array(patterns.length)
  for (const [index, { folded, from }] of patterns.entries()) {
    for (let last = 1; last < stretch; last += 1) {
      const bucket = toBucket(folded[from + last - 1] as number, folded[from + last] as number)
      const shift = stretch - 1 - last
      if (shift < (shifts[bucket] as number)) shifts[bucket] = shift
      if (shift > 0) continue
      following[index] = heads[bucket] as number
      heads[bucket] = index
    }
  }
  /** End of each pattern's last match. The search for it resumes there. */
  const ends = new Int32Array(patterns.length)

  return {
    search(bytes, end, onFound, begin = 0) {
      const most = LEAST_STEPS + STEPS_PER_BYTE * (end - begin)
      let steps = 0
      ends.fill(0)
      for (let last = begin + stretch - 1; last < end; ) {
        const bucket = toBucket(
          FOLDED[bytes[last - 1] as number] as number,
          FOLDED[bytes[last] as number] as number,
        )
        const shift = shifts[bucket] as number
        if (shift > 0) {
          last += shift
          continue
        }
        const start = last - stretch + 1
        for (let index = heads[bucket] as number; index !== -1; index = following[index] as number) {
          steps += 1
          const earlier = ends[index] as number
          if (start < earlier) continue
          const pattern = patterns[index] as Pattern
          const forward = agreement(bytes, start, end, pattern)
          steps += forward
          if (forward < pattern.to - pattern.from) continue
          const backward = agreementBefore(bytes, start, earlier, pattern)
          steps += backward
          if (forward + backward < pattern.least) continue
          if (pattern.exact !== undefined && !isExact(bytes, start - backward, pattern)) continue
          ends[index] = start + forward
          if (!onFound(start - backward, start + forward)) return false
        }
        if (steps > most) return false
        last += 1
      }
      return true
    },
  }
}

function toBucket(first: number, second: number): number {
  return ((first << 5) ^ second) & BUCKET_MASK
}

/** Returns the number of bytes from a position that match the pattern from its part on. */
function agreement(bytes: Uint8Array, start: number, end: number, { folded, from }: Pattern): number {
  const most = Math.min(folded.length - from, end - start)
  let same = 0
  while (same < most && FOLDED[bytes[start + same] as number] === folded[from + same]) same += 1
  return same
}

/** Returns the number of bytes before a position that match the pattern before its part. */
function agreementBefore(bytes: Uint8Array, start: number, floor: number, { folded, from }: Pattern): number {
  const most = Math.min(from, start - floor)
  let same = 0
  while (same < most && FOLDED[bytes[start - 1 - same] as number] === folded[from - 1 - same]) same += 1
  return same
}

/** Returns whether bytes match a pattern's exact case. Such patterns are short, and match only as a whole. */
function isExact(bytes: Uint8Array, start: number, { exact }: Pattern): boolean {
  if (exact === undefined) return true
  for (let index = 0; index < exact.length; index += 1) {
    if (ALIGNED[bytes[start + index] as number] !== exact[index]) return false
  }
  return true
}
