import type { Definition } from '@bulkhead/engine'

/** Maximum number of characters that are searched of one document. */
const MOST_CHARACTERS = 1024 ** 2

/** Searched strings, cached per definition, which never changes. */
const texts = new WeakMap<Definition, string>()

/** Returns those of the words, in lower case, that are in the searched strings of a document. */
export function findWords(words: ReadonlySet<string>, definition: Definition): ReadonlySet<string> {
  const text = searchText(definition)
  return new Set([...words].filter((word) => text.includes(word)))
}

/** Returns whether each word is in the name of a connector or was found in its document. */
export function matchesWords(words: ReadonlySet<string>, name: string, found: ReadonlySet<string>): boolean {
  const own = name.toLowerCase()
  return [...words].every((word) => found.has(word) || own.includes(word))
}

/**
 * Returns the searched strings in lower case. Names of params are left out, because every service has the same ones.
 */
function searchText(definition: Definition): string {
  const known = texts.get(definition)
  if (known !== undefined) return known
  const parts: string[] = []
  let left = MOST_CHARACTERS
  for (const part of getSearched(definition)) {
    parts.push(part.slice(0, left))
    left -= part.length
    if (left <= 0) break
  }
  const text = parts.join('\n').toLowerCase()
  texts.set(definition, text)
  return text
}

function* getSearched({ slug, display_name, description, entities }: Definition): Generator<string> {
  yield* [slug, display_name, description]
  for (const [entity, actions] of entities) {
    yield entity
    for (const { action, summary = '' } of actions.values()) yield* [action, summary]
  }
}
