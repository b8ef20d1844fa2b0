const LONGEST_SHARED = 40

/**
 * A function that copies a text. What an engine cuts from a text keeps the whole of it in memory; a copy does not.
 * Short texts that come again share one copy, since documents repeat themselves.
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

// A copy by way of bytes would lose halves of surrogate pairs.
function copyText(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string
}
