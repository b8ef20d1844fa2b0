const LONGEST_SHARED = 40

/**
 * Returns a function that copies a string. A slice made by the JavaScript engine keeps the whole source string in
 * memory; a copy does not. Short strings that repeat share one copy, since documents often repeat them.
 */
export function ownTexts(): (text: string) => string {
  const copies = new Map<string, string>()
  return (text) => {
    if (text.length > LONGEST_SHARED) return copyText(text)
    const known = copies.get(text)
    if (known !== undefined) return known
    const copy = copyText(text)
    copies.set(copy, copy)
    return copy
  }
}

// Copying through UTF-8 bytes would lose unpaired surrogates.
function copyText(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string
}
