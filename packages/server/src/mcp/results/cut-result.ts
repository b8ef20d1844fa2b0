/** Maximum number of JSON characters in one response: some 6,000 tokens, which every client accepts without cutting. */
export const MOST_CHARACTERS = 24_000

/** Returned part of a result, and the position of the rest. */
export interface Cut {
  /** The records or the object. Absent if only a part of the JSON fits. */
  readonly result?: unknown
  /** A part of the JSON of one record or object, if it is too long for one response. */
  readonly part?: { readonly text: string; readonly from: number; readonly to: number; readonly of: number }
  /** Position at which the next response begins. Undefined if nothing is left. */
  readonly rest?: { readonly skip: number; readonly from: number }
}

/**
 * Cuts a result to {@link MOST_CHARACTERS}. Of a list, returns as many records as fit. A record or object that is too
 * long by itself is returned in parts, as a string.
 *
 * @param skip Number of records of a list that earlier responses returned.
 * @param from Number of characters of the next record, or of the object, that earlier responses returned.
 */
export function cutResult(result: unknown, { skip, from }: { skip: number; from: number }): Cut {
  if (!Array.isArray(result)) {
    const text = JSON.stringify(result)
    if (from === 0 && text.length <= MOST_CHARACTERS) return { result }
    const part = getPart(text, from)
    return { part, ...(part.to < part.of && { rest: { skip: 0, from: part.to } }) }
  }
  const records = result.slice(skip)
  const fitting = from > 0 ? 0 : countFitting(records)
  if (fitting > 0 || records.length === 0) {
    const isAll = fitting === records.length
    return { result: records.slice(0, fitting), ...(!isAll && { rest: { skip: skip + fitting, from: 0 } }) }
  }
  const part = getPart(JSON.stringify(records[0]), from)
  if (part.to < part.of) return { part, rest: { skip, from: part.to } }
  return { part, ...(records.length > 1 && { rest: { skip: skip + 1, from: 0 } }) }
}

function countFitting(records: readonly unknown[]): number {
  let characters = 2
  for (const [index, record] of records.entries()) {
    characters += JSON.stringify(record).length + 1
    if (characters > MOST_CHARACTERS) return index
  }
  return records.length
}

/** Returns a part of a string, without splitting a character. */
export function getPart(text: string, from: number): NonNullable<Cut['part']> {
  const end = Math.min(from + MOST_CHARACTERS, text.length)
  // The cut must not split a surrogate pair.
  const to = /[\ud800-\udbff]/.test(text.charAt(end - 1)) && end < text.length ? end - 1 : end
  return { text: text.slice(from, to), from, to, of: text.length }
}
