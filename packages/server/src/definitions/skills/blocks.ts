import type { SkillBlock } from '@bulkhead/contract/definitions/skills'

/** Limit of rows: a document can have any number of params, and models pay for what they read. */
const MOST_ROWS = 60
const MOST_ITEMS = 60
const LONGEST_CELL = 240
const LONGEST_TEXT = 4_000

export function heading(level: number, text: string): SkillBlock {
  return { type: 'heading', level, text: cutText(text, LONGEST_CELL) }
}

/** Returns a paragraph, or nothing for an empty string. */
export function paragraph(text: string | undefined): SkillBlock[] {
  const shown = text?.trim() ?? ''
  return shown === '' ? [] : [{ type: 'paragraph', text: cutText(shown, LONGEST_TEXT) }]
}

/** Returns a list, or nothing if there are no items. */
export function list(items: readonly string[]): SkillBlock[] {
  if (items.length === 0) return []
  return [{ type: 'list', items: bounded(items, MOST_ITEMS).map((item) => cutText(item, LONGEST_CELL)) }]
}

/** Returns JSON to copy, or nothing if it would have to be cut. */
export function jsonCode(value: unknown): SkillBlock[] {
  const code = JSON.stringify(value, null, 2)
  return code.length > LONGEST_TEXT ? [] : [{ type: 'code', language: 'json', code }]
}

/** Returns a table, and a note if rows are left out. Without rows the list is empty. */
export function table(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  most = MOST_ROWS,
): SkillBlock[] {
  if (rows.length === 0) return []
  const shown = rows.slice(0, most).map((row) => row.map((cell) => cutText(cell, LONGEST_CELL)))
  const more = rows.length - shown.length
  return [
    { type: 'table', headers: [...headers], rows: shown },
    ...(more > 0 ? paragraph(`${more} more rows are left out. The action \`describe\` returns all.`) : []),
  ]
}

/** Cuts a string to a length, with an ellipsis. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text
  // Does not cut between the halves of a surrogate pair.
  const cut = text.slice(0, most - 1)
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`
}

/** Returns the first items, and a last one that counts the others. */
function bounded(items: readonly string[], most: number): readonly string[] {
  return items.length <= most ? items : [...items.slice(0, most), `and ${items.length - most} more`]
}
