const LONG = /\d{16,}/g

/**
 * Parses JSON like `JSON.parse`, but returns an integer that a JavaScript number would change as a string of its
 * digits. Ids of some services are that long, and one wrong digit names another record.
 */
export function parseJson(text: string): unknown {
  const isInString = getStrings(text)
  const pieces: string[] = []
  let kept = 0
  for (const { 0: digits, index } of text.matchAll(LONG)) {
    const start = text[index - 1] === '-' ? index - 1 : index
    const end = index + digits.length
    // The digits belong to a decimal or an exponent. No id is one.
    if ('.eE+'.includes(text[start - 1] ?? ' ') || '.eE'.includes(text[end] ?? ' ')) continue
    const integer = text.slice(start, end)
    if (Number.isSafeInteger(Number(integer)) || isInString(index)) continue
    pieces.push(text.slice(kept, start), `"${integer}"`)
    kept = end
  }
  return JSON.parse(pieces.length === 0 ? text : pieces.join('') + text.slice(kept))
}

/**
 * Returns a function that tells whether a position is inside of a string. Positions must be passed in ascending order.
 */
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
