import type { OperationShape } from '@bulkhead/contract/operation'
import type { TSchema } from 'typebox'
import { WORKSPACE } from './lenient-input.ts'

/** Header of a response that names the fields which the server ignored. */
export const WARNING = 'bulkhead-warning'

/** Maximum number of fields that the header names. */
const MOST_NAMED = 10
/**
 * Maximum number of unknown fields that are looked at in one request. Validation rejects the others, and with them the
 * request.
 */
const MOST_LOOKED_AT = 1_000
/** Maximum length in characters of the name of one field in the header. */
const LONGEST_NAME = 64

/** Parts of a parsed request. */
interface Parsed {
  readonly query?: unknown
  readonly body: unknown
}

type Values = Record<string, unknown>

/** Schema of an object or a list whose members are known. Other schemas accept any members, or have none. */
interface Node {
  readonly properties?: Readonly<Record<string, TSchema>>
  readonly additionalProperties?: unknown
  readonly items?: TSchema
}

/**
 * Creates a function that removes unknown fields from the requests of an operation which ignores them. Two kinds stay,
 * and validation rejects them: a name that is one letter away from a known one, and every unknown field of a request
 * that names no workspace, or one where the operation does not read it, although its caller reaches several. Both may
 * be how the caller meant to name the workspace, or to limit what the request may do.
 *
 * @returns Undefined if the operation rejects unknown fields. The function returns the value of the header that names
 *   the removed fields, never their values; undefined if there are none.
 */
export function createUnknownFieldFilter({
  unknownFields,
  query,
  body,
}: Pick<OperationShape, 'unknownFields' | 'query' | 'body'>):
  | ((parsed: Parsed, reachesSeveral: boolean) => string | undefined)
  | undefined {
  if (unknownFields !== 'ignored') return undefined
  const namesWorkspace = [query, body].some((part) => isKnown(part, 'workspace_name'))
  // Without a schema of its own, a query accepts no parameters.
  const querySchema = query ?? { properties: {}, additionalProperties: false }
  return (parsed, reachesSeveral) => {
    if (reachesSeveral && namesWorkspace) {
      const named = [
        { schema: query, value: parsed.query },
        { schema: body, value: parsed.body },
      ].flatMap(({ schema, value }) =>
        WORKSPACE.filter((name) => isObject(value) && value[name] != null).map((name) =>
          isKnown(schema, name),
        ),
      )
      if (!named.includes(true) || named.includes(false)) return undefined
    }
    const found: Found = { removed: [], unknown: 0 }
    if (body !== undefined) removeUnknown(body, parsed.body, 'body', found)
    removeUnknown(querySchema, parsed.query, 'query', found)
    return found.removed.length === 0 ? undefined : toWarning(found.removed)
  }
}

function isKnown(schema: OperationShape['body'], name: string): boolean {
  return Object.hasOwn(schema?.properties ?? {}, name)
}

/** Unknown fields of a request. */
interface Found {
  readonly removed: string[]
  /** Number of those looked at, whether they were removed or stayed. */
  unknown: number
}

function removeUnknown(schema: object, value: unknown, place: string, found: Found): void {
  const { properties = {}, additionalProperties, items } = schema as Node
  if (Array.isArray(value)) {
    if (items === undefined) return
    for (const [index, element] of value.entries()) removeUnknown(items, element, `${place}.${index}`, found)
    return
  }
  if (!isObject(value)) return
  for (const name of Object.keys(value)) {
    if (found.unknown === MOST_LOOKED_AT) return
    if (Object.hasOwn(properties, name)) {
      removeUnknown(properties[name] as object, value[name], `${place}.${name}`, found)
    } else if (additionalProperties === false) {
      found.unknown += 1
      if (isMisspelt(name, Object.keys(properties))) continue
      delete value[name]
      found.removed.push(`${place}.${name}`)
    }
  }
}

/**
 * Returns whether a name differs from a known one by at most one letter, or two swapped ones, besides case, underscores
 * and hyphens.
 */
function isMisspelt(name: string, known: readonly string[]): boolean {
  const given = toLetters(name)
  return known.some((one) => isOneLetterAway(given, toLetters(one)))
}

function toLetters(name: string): string {
  return name.slice(0, LONGEST_NAME).replaceAll(/[_-]/g, '').toLowerCase()
}

function isOneLetterAway(given: string, meant: string): boolean {
  const shorter = Math.min(given.length, meant.length)
  let start = 0
  while (start < shorter && given[start] === meant[start]) start += 1
  let end = 0
  while (end < shorter - start && given.at(-1 - end) === meant.at(-1 - end)) end += 1
  const rest = [given.length - start - end, meant.length - start - end]
  const isSwapped = given[start] === meant[start + 1] && given[start + 1] === meant[start]
  return Math.max(...rest) <= 1 || (isSwapped && rest.every((length) => length === 2))
}

function toWarning(removed: readonly string[]): string {
  const named = removed.slice(0, MOST_NAMED).map(toHeaderName)
  const more = removed.length - named.length
  return `Ignored unknown fields: ${named.join(', ')}${more > 0 ? `, and ${more} more` : ''}`
}

/** Returns a name for a header: letters, digits and `_.-`; `?` stands for each other character. */
function toHeaderName(name: string): string {
  const cut = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 3)}...` : name
  return cut.replaceAll(/[^\w.-]/g, '?')
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
