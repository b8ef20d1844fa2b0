/**
 * Returns the email addresses in a pasted text. Commas, semicolons, spaces or line breaks separate them, and each may
 * have a name.
 */
export function readAddresses(text: string): readonly string[] {
  const inBrackets = [...text.matchAll(/<([^<>\s]+@[^<>\s]+)>/g)].map(([, address = '']) => address)
  const bare = text
    .replaceAll(/"[^"]*"/g, ' ')
    .replaceAll(/<[^<>]*>/g, ' ')
    .split(/[\s,;]+/)
    .filter((word) => word.includes('@'))
  return [...new Set([...inBrackets, ...bare].map((address) => address.toLowerCase()))]
}
