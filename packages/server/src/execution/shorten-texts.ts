/** Longer texts in the records of a list are shortened to this, where the caller asks for it. */
export const LONGEST_TEXT = 1_000

/** A value with its long texts shortened, and how many they were. */
export interface Shortened {
  readonly value: unknown
  readonly count: number
}

/** Shortens every text of more than {@link LONGEST_TEXT} characters; each says how much of it is there. */
export function shortenTexts(value: unknown): Shortened {
  let count = 0
  const shorten = (part: unknown): unknown => {
    if (typeof part === 'string') {
      if (part.length <= LONGEST_TEXT) return part
      count += 1
      // Not through the middle of a surrogate pair.
      const start = part.slice(0, LONGEST_TEXT).replace(/[\ud800-\udbff]$/, '')
      return `${start}… [${start.length} of ${part.length} characters]`
    }
    if (typeof part !== 'object' || part === null || JSON.isRawJSON(part)) return part
    if (Array.isArray(part)) return part.map(shorten)
    return Object.fromEntries(Object.entries(part).map(([name, member]) => [name, shorten(member)]))
  }
  return { value: shorten(value), count }
}
