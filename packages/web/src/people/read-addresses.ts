/** Addresses in a text as it is pasted: divided by commas, semicolons, spaces or lines, with names or without. */
export function readAddresses(text: string): readonly string[] {
  const inBrackets = [...text.matchAll(/<([^<>\s]+@[^<>\s]+)>/g)].map(([, address = '']) => address)
  const bare = text
    .replaceAll(/"[^"]*"/g, ' ')
    .replaceAll(/<[^<>]*>/g, ' ')
    .split(/[\s,;]+/)
    .filter((word) => word.includes('@'))
  return [...new Set([...inBrackets, ...bare].map((address) => address.toLowerCase()))]
}
