/** Characters of JSON that one answer holds at most: some 6,000 tokens, which every client takes whole. */
export const MOST_CHARACTERS = 24_000

/** Returned part of a result, and the position of the rest. */
export interface Cut {
  /** The records or the object; absent where only a part of its JSON fits. */
  readonly result?: unknown
  /** A part of the JSON of one record or object, where it is too long for one answer. */
  readonly part?: { readonly text: string; readonly from: number; readonly to: number; readonly of: number }
  /** Amount to skip next time. Undefined if nothing is left. */
  readonly rest?: { readonly skip: number; readonly from: number }
}

/**
 * Cuts a result to a size. Of a list it gives as many records as fit; a record or object that is too long alone
 * is given in parts, as text.
 *
 * @param skip Records of a list that were given before.
 * @param from Characters of the next record, or of the object, that were given before.
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

/** A part of a text, whole characters only. */
export function getPart(text: string, from: number): NonNullable<Cut['part']> {
  const end = Math.min(from + MOST_CHARACTERS, text.length)
  // Not through the middle of a surrogate pair.
  const to = /[\ud800-\udbff]/.test(text.charAt(end - 1)) && end < text.length ? end - 1 : end
  return { text: text.slice(from, to), from, to, of: text.length }
}
