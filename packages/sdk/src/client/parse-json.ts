const LONG = /\d{16,}/g

/**
 * Like `JSON.parse`, but an integer that a JavaScript number would change comes as a text of its digits: ids of
 * some services are that long, and one digit off is another record.
 */
export function parseJson(text: string): unknown {
  const isInString = getStrings(text)
  const pieces: string[] = []
  let kept = 0
  for (const { 0: digits, index } of text.matchAll(LONG)) {
    const start = text[index - 1] === '-' ? index - 1 : index
    const end = index + digits.length
    // Part of a decimal or of an exponent, which no id is.
    if ('.eE+'.includes(text[start - 1] ?? ' ') || '.eE'.includes(text[end] ?? ' ')) continue
    const integer = text.slice(start, end)
    if (Number.isSafeInteger(Number(integer)) || isInString(index)) continue
    pieces.push(text.slice(kept, start), `"${integer}"`)
    kept = end
  }
  return JSON.parse(pieces.length === 0 ? text : pieces.join('') + text.slice(kept))
}

/** Says whether a place is inside of a string; asked for places in their order. */
function getStrings(text: string): (at: number) => boolean {
  let start = text.indexOf('"')
  return (at) => {
    while (start !== -1 && start < at) {
      const end = endOfString(text, start)
      if (end > at) return true
      start = text.indexOf('"', end)
    }
    return false
  }
}

function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0
    while (text[quote - 1 - backslashes] === '\\') backslashes++
    if (backslashes % 2 === 0) return quote + 1
  }
  return text.length
}
