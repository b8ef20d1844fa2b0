// Own code: `papaparse` adds 19 KB to a page, for its one function `unparse`.

/**
 * Formats a line of CSV (RFC 4180). A string that a spreadsheet would read as a formula gets a leading apostrophe,
 * since callers control some of the strings.
 */
export function csvRow(values: readonly unknown[]): string {
  return `${values.map(csvValue).join(',')}\r\n`
}

function csvValue(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const text = String(value)
  // Spreadsheets also read the full-width forms, and skip an ideographic space before them.
  const inert = /^[\s\u3000]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}
