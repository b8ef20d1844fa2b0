import type { Definition } from '@bulkhead/engine'

/** Searched strings, cached per definition, which never changes. */
const texts = new WeakMap<Definition, string>()

/** Tells whether each word is in the name of a connector or in the searched strings of its document. */
export function matchesWords(words: readonly string[], name: string, definition: Definition): boolean {
  const own = name.toLowerCase()
  return words.every((word) => own.includes(word) || searchText(definition).includes(word))
}

/**
 * Returns the searched strings in lower case. Names of params are left out, because every service has the same ones.
 */
function searchText(definition: Definition): string {
  const known = texts.get(definition)
  if (known !== undefined) return known
  const { slug, display_name, description, entities } = definition
  const operations = [...entities].flatMap(([entity, actions]) => [
    entity,
    ...[...actions.values()].flatMap(({ action, summary = '' }) => [action, summary]),
  ])
  const text = [slug, display_name, description, ...operations].join('\n').toLowerCase()
  texts.set(definition, text)
  return text
}
