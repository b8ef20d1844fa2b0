/** Maximum number of lines per minute that say the same. */
const MOST_ALIKE = 20
const WINDOW_MS = 60_000
/** Maximum number of different lines that are told apart in a minute. Further ones count as one. */
const MOST_KINDS = 1_000
/** Kind of the further ones. */
const OTHERS = ''

type Sum = (repeated: number, isMixed: boolean) => void

/** Limit for log lines that say the same. */
export interface RepeatLimit {
  /**
   * Counts a line.
   *
   * @param kind String that is the same for lines that say the same.
   * @param sum Called at the end of the minute if lines were left out, with their number, and whether they differ.
   * @returns Whether the line is written.
   */
  count(kind: string, sum: Sum): boolean
  /** Ends the minute now. */
  flush(): void
}

interface Kind {
  lines: number
  readonly sum: Sum
}

/** Creates a limit for lines that say the same: in each minute some are written, and the number of the others. */
export function createRepeatLimit(): RepeatLimit {
  const kinds = new Map<string, Kind>()
  let ends: NodeJS.Timeout | undefined

  function flush(): void {
    clearTimeout(ends)
    ends = undefined
    const counted = [...kinds]
    kinds.clear()
    for (const [key, { lines, sum }] of counted)
      if (lines > MOST_ALIKE) sum(lines - MOST_ALIKE, key === OTHERS)
  }

  return {
    count(kind, sum) {
      const key = kinds.has(kind) || kinds.size < MOST_KINDS ? kind : OTHERS
      const known = kinds.get(key) ?? { lines: 0, sum }
      known.lines += 1
      kinds.set(key, known)
      ends ??= setTimeout(flush, WINDOW_MS).unref()
      return known.lines <= MOST_ALIKE
    },
    flush,
  }
}
