/** Characters to which longer strings in the records of a list are shortened, if the caller asks for it. */
const LONGEST_TEXT = 1_000

/** A value with its long strings shortened, and the number of those strings. */
export interface Shortened {
  readonly value: unknown
  readonly count: number
}

/** Returns the warning for a result with this number of shortened strings. */
export function shorteningWarning(count: number): string {
  const strings = count === 1 ? '1 string was' : `${count} strings were`
  return `${strings} shortened to ${LONGEST_TEXT} characters. Send skip_truncation: true to get all of it, or name the fields you need in select_fields.`
}

/**
 * Shortens every string of more than {@link LONGEST_TEXT} characters, and states in each how much is left. Copies only
 * what changes.
 */
export function shortenTexts(value: unknown): Shortened {
  let count = 0
  const short = shorten(value)
  return { value: short, count }

  function shorten(part: unknown): unknown {
    if (typeof part === 'string') {
      if (part.length <= LONGEST_TEXT) return part
      count += 1
      return shortened(part)
    }
    if (typeof part !== 'object' || part === null || JSON.isRawJSON(part)) return part
    return Array.isArray(part) ? shortenAll(part) : shortenMembers(part as Record<string, unknown>)
  }

  function shortenAll(list: readonly unknown[]): readonly unknown[] {
    let copy: unknown[] | undefined
    for (let index = 0; index < list.length; index += 1) {
      const short = shorten(list[index])
      if (short === list[index]) continue
      copy ??= list.slice()
      copy[index] = short
    }
    return copy ?? list
  }

  function shortenMembers(object: Record<string, unknown>): Record<string, unknown> {
    let changed: Map<string, unknown> | undefined
    for (const name in object) {
      const short = shorten(object[name])
      if (short === object[name]) continue
      changed ??= new Map()
      changed.set(name, short)
    }
    if (changed === undefined) return object
    const entries: [string, unknown][] = []
    for (const name in object) entries.push([name, changed.get(name) ?? object[name]])
    return Object.fromEntries(entries)
  }
}

function shortened(text: string): string {
  // The cut must not split a surrogate pair.
  const start = text.slice(0, LONGEST_TEXT).replace(/[\ud800-\udbff]$/, '')
  return `${start}… [${start.length} of ${text.length} characters]`
}
