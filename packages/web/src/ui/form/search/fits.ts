/** Returns a function that tells whether a text has all typed words, in any letter case. */
export function fits(typed: string): (text: string) => boolean {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return (text) => words.every((word) => text.toLowerCase().includes(word))
}
