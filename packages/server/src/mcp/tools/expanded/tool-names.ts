import { hash } from 'node:crypto'

/**
 * Maximum number of characters. The APIs of models take 63 at least, and clients put the name of the server before it, such as
 * `mcp__bulkhead__`.
 */
const LONGEST_NAME = 63 - 'mcp__bulkhead__'.length
/** Characters of the hash at the end of a name. */
const HASH_LENGTH = 8

/** Operation that a tool is named after. */
interface NamedOperation {
  readonly slug: string
  readonly entity: string
  readonly action: string
}

/**
 * Returns a name for the tool of each operation. A name that is cut, or that several operations would have, ends in a
 * hash of the operation. So a client with an old list does not call another operation after a document has changed.
 *
 * @param taken Names of other tools.
 */
export function getToolNames(operations: readonly NamedOperation[], taken: readonly string[]): string[] {
  const names = new Set(taken)
  const wanted = new Set<string>()
  // Gemini takes no name that begins with a digit or a dash.
  const starts = operations.map(({ slug, entity, action }) =>
    `${slug}_${entity}_${action}`.replaceAll(/[^A-Za-z0-9_-]/g, '_').replace(/^(?=[0-9-])/, '_'),
  )
  for (const start of starts) (wanted.has(start) ? names : wanted).add(start)
  return operations.map(({ slug, entity, action }, index) => {
    const start = starts[index] ?? ''
    let name = start
    for (let attempt = 0; name.length > LONGEST_NAME || names.has(name); attempt++) {
      const text = JSON.stringify([attempt, slug, entity, action])
      const ending = `_${hash('sha256', text).slice(0, HASH_LENGTH)}`
      name = `${start.slice(0, LONGEST_NAME - ending.length)}${ending}`
    }
    names.add(name)
    return name
  })
}
