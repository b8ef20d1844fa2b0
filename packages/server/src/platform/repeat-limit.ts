/** Maximum number of lines per minute that say the same. */
const MOST_ALIKE = 20
const WINDOW_MS = 60_000
/** Maximum number of lines per minute that differ in details alone, such as an id, and are told apart. */
const MOST_VARIANTS = 100
/** Maximum number of different lines that are told apart in a minute. */
const MOST_KINDS = 1_000

/** Strings that are the same for a line and others: those that say the same, those that differ in details, and any. */
export interface Kinds {
  readonly exact: string
  readonly similar: string
  readonly any: string
}

/** Likeness of the lines that were left out. */
export type Likeness = keyof Kinds

type Sum = (repeated: number, likeness: Likeness) => void

/** Limit for log lines that say the same. */
export interface RepeatLimit {
  /**
   * Counts a line.
   *
   * @param sum Called at the end of the minute if lines were left out, with their number and what they have in common.
   * @returns Whether the line is written.
   */
  count(kinds: Kinds, sum: Sum): boolean
  /** Ends the minute now. */
  flush(): void
}

interface Counted {
  lines: number
  readonly likeness: Likeness
  readonly sum: Sum
}

/**
 * Creates a limit for lines that say the same: in each minute some are written, and the number of the others. Lines of
 * too many things count as similar ones, so that those of one cause leave room for others.
 */
export function createRepeatLimit(): RepeatLimit {
  const counted = new Map<string, Counted>()
  const variants = new Map<string, number>()
  let ends: NodeJS.Timeout | undefined

  function flush(): void {
    clearTimeout(ends)
    ends = undefined
    const all = [...counted.values()]
    counted.clear()
    variants.clear()
    for (const { lines, likeness, sum } of all) if (lines > MOST_ALIKE) sum(lines - MOST_ALIKE, likeness)
  }

  function choose(kinds: Kinds): Likeness {
    if (counted.has(`exact ${kinds.exact}`)) return 'exact'
    const known = variants.get(kinds.similar) ?? 0
    if (known < MOST_VARIANTS && counted.size < MOST_KINDS) {
      variants.set(kinds.similar, known + 1)
      return 'exact'
    }
    return counted.has(`similar ${kinds.similar}`) || counted.size < 2 * MOST_KINDS ? 'similar' : 'any'
  }

  return {
    count(kinds, sum) {
      const likeness = choose(kinds)
      const key = `${likeness} ${kinds[likeness]}`
      const known = counted.get(key) ?? { lines: 0, likeness, sum }
      known.lines += 1
      counted.set(key, known)
      ends ??= setTimeout(flush, WINDOW_MS).unref()
      return known.lines <= MOST_ALIKE
    },
    flush,
  }
}
