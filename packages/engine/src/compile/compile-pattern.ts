import type { DocumentReader, Place } from '#document/document-reader'
import type { Parameter } from '#model/definition'
import type { JsonSchema } from '#model/json'
import { ownMember } from '#text/json-object'

const KEY = 'x-bulkhead-pattern'

/**
 * Reads the regular expression that a string, or each string of a list, must match. The key is not `pattern`: patterns
 * in other authors' documents may be slow to match, or wrong.
 */
export function readPattern(
  reader: DocumentReader,
  at: Place,
  where: string,
  schema: JsonSchema,
): Pick<Parameter, 'pattern'> {
  const text = ownMember(schema, KEY) ?? ownMember(ownMember(schema, 'items'), KEY)
  if (text === undefined) return {}
  const pattern = typeof text === 'string' ? compiledPattern(`^(?:${text})$`) : undefined
  if (pattern === undefined) {
    reader.report(at, `${where}: ${KEY} must be a regular expression`)
    return {}
  }
  return { pattern }
}

/** Compiles a regular expression. Returns undefined if the string is not valid. */
export function compiledPattern(text: string, flags = ''): RegExp | undefined {
  try {
    return new RegExp(text, `u${flags}`)
  } catch {
    return undefined
  }
}
