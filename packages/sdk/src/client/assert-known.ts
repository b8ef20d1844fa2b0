import { ConfigurationError } from './errors.ts'

/**
 * Rejects unknown options, so that a misspelled `workspace_name` does not silently select the default.
 *
 * @param known Accepted names.
 * @param renamed SDK names by API name, where the two look different.
 */
export function assertKnown(
  options: object,
  known: readonly string[],
  renamed: Readonly<Record<string, string>> = {},
): void {
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue
    const given = getLetters(name)
    const meant = renamed[name] ?? known.find((one) => isMeantBy(given, getLetters(one)))
    const what = meant === undefined ? `There are: ${known.join(', ')}.` : `Did you mean \`${meant}\`?`
    throw new ConfigurationError('configuration', `\`${name}\` is not known. ${what}`)
  }
}

function getLetters(name: string): string {
  return name.replaceAll(/[^a-z]/gi, '').toLowerCase()
}

/** Returns whether `given` is a beginning of the name, or differs from it in one stretch of at most two letters. */
function isMeantBy(given: string, meant: string): boolean {
  if (given.length > 2 && meant.startsWith(given)) return true
  const shorter = Math.min(meant.length, given.length)
  let start = 0
  while (start < shorter && meant[start] === given[start]) start += 1
  let end = 0
  while (end < shorter - start && meant.at(-1 - end) === given.at(-1 - end)) end += 1
  return Math.max(meant.length, given.length) - start - end <= 2
}
