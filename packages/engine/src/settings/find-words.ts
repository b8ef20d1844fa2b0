/**
 * Returns the words that occur whole in a text: no letter, digit, `_` or `$` stands before or after. Reads the text once,
 * however many words there are.
 */
export function findWords(text: string, words: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  const missing = new Set(words)
  let from = 0
  while (missing.size > 0) {
    const pattern = new RegExp(`(?<![\\w$])(?:${[...missing].map(RegExp.escape).join('|')})(?![\\w$])`, 'g')
    pattern.lastIndex = from
    const match = pattern.exec(text)
    if (match === null) break
    const [word] = match
    found.add(word)
    missing.delete(word)
    // Another word may begin at the same place: `site`, and `site-id`.
    from = match.index
  }
  return found
}
