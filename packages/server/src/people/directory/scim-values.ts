import { invalidValue, ScimError } from './scim-error.ts'

// Own code: the few libraries for this bring a server, a schema language or a data model of their own.

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const LIST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

/** Maximum number of operations in a PATCH. */
const MOST_CHANGES = 1_000
const MOST_TEXT = 1_024
/** Maximum number of comparisons in a filter. Each reads the database. */
const MOST_COMPARISONS = 10

export type Values = Readonly<Record<string, unknown>>

/**
 * Reads an object of a body. Its names are in lower case then, since their letter case does not count (RFC 7643 §2.1).
 *
 * @throws ScimError if it is not an object.
 */
export function readBody(body: unknown): Values {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ScimError(400, 'The body must be a JSON object.', 'invalidSyntax')
  }
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name.toLowerCase(), value]))
}

/** Change of one attribute by a PATCH. */
export interface Change {
  readonly op: 'add' | 'replace' | 'remove'
  /** Attribute path in lower case, without filter and schema. */
  readonly path: string
  /** Values that a filter compares, by attribute in lower case, as in `members[value eq "…"]`. */
  readonly where: Readonly<Record<string, string>>
  readonly value: unknown
}

/**
 * Reads the operations of a PATCH (RFC 7644 §3.5.2) as changes of single attributes. Entra ID sends `Replace`, and a
 * value without a path whose names are paths. Okta sends values without a path.
 *
 * @throws ScimError
 */
export function readChanges(body: Values, schema: string): readonly Change[] {
  const { operations } = body
  if (!Array.isArray(operations) || operations.length > MOST_CHANGES) {
    throw new ScimError(400, `Operations must be a list of at most ${MOST_CHANGES}.`, 'invalidSyntax')
  }
  return operations.flatMap((given) => {
    const { op: name, path: written, value } = readBody(given)
    const path = readText('path', written)
    const op = String(name).toLowerCase()
    if (op !== 'add' && op !== 'replace' && op !== 'remove') {
      throw new ScimError(400, 'op must be add, replace or remove.', 'invalidSyntax')
    }
    if (path !== null) return [{ op, ...readPath(path, schema), value }]
    if (op === 'remove') throw new ScimError(400, 'remove needs a path.', 'noTarget')
    return Object.entries(readBody(value)).map(([name, value]) => ({
      ...{ op, ...readPath(readText('path', name) ?? '', schema), value },
    }))
  })
}

/**
 * Reads a path of a PATCH. Of a filter, what `eq` compares counts.
 *
 * @throws ScimError for members by another filter than `value eq "…"`: without it, the path would name every member.
 */
function readPath(path: string, schema: string): Pick<Change, 'path' | 'where'> {
  const bare = path.toLowerCase().startsWith(`${schema.toLowerCase()}:`)
    ? path.slice(schema.length + 1)
    : path
  if (/^members\[(?!\s*value\s+eq\s+"[^"\\\]]*"\s*\]$)/i.test(bare)) throw invalidFilter()
  const { outside, filter } = splitFilters(bare)
  const compared = [...filter.matchAll(/\b(\w+)\s+eq\s+(?:"([^"\\]*)"|(\w+))/gi)]
  return {
    path: outside.toLowerCase(),
    where: Object.fromEntries(
      compared.map(([, name = '', text, word = '']) => [name.toLowerCase(), text ?? word]),
    ),
  }
}

/**
 * Splits a path into what stands outside of brackets and its first filter. Own code: a regular expression takes quadratic
 * time on a path of opening brackets.
 */
function splitFilters(path: string): { readonly outside: string; readonly filter: string } {
  let outside = ''
  let filter: string | undefined
  let at = 0
  for (;;) {
    const open = path.indexOf('[', at)
    const close = open === -1 ? -1 : path.indexOf(']', open)
    if (close === -1) return { outside: outside + path.slice(at), filter: filter ?? '' }
    outside += path.slice(at, open)
    filter ??= path.slice(open + 1, close)
    at = close + 1
  }
}

/**
 * Returns a single value. If it is a list of one element, returns that element, since Entra ID sends lists for
 * attributes with one value.
 */
export function getSingle(value: unknown): unknown {
  const [only, ...more] = Array.isArray(value) ? value : [value]
  if (more.length > 0) return value
  if (typeof only !== 'object' || only === null) return only
  const { value: inner = only } = readBody(only)
  return inner
}

/** Reads a string. Null removes the attribute. @throws ScimError */
export function readText(name: string, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value !== 'string' || value.length > MOST_TEXT) {
    throw invalidValue(`${name} must be a string of at most ${MOST_TEXT} characters.`)
  }
  return value
}

/** Reads a boolean. Entra ID sends it as a string. @throws ScimError */
export function readBoolean(name: string, value: unknown): boolean {
  const text = String(value).toLowerCase()
  if (text === 'true') return true
  if (text === 'false') return false
  throw invalidValue(`${name} must be true or false.`)
}

/** Comparison of an attribute with a value by `eq`. */
export interface Comparison {
  /** In lower case. */
  readonly attribute: string
  readonly value: string
}

/** Page and filter of a list request. */
export interface Listing {
  /** Comparisons that all hold for each resource. Empty if there is no filter. */
  readonly comparisons: readonly Comparison[]
  /** Index of the first resource, from 0. */
  readonly start: number
  readonly count: number
}

/**
 * Comparison of a filter, with the `and` before it. The attribute may have the schema before it, and a type filter, as
 * in `emails[type eq "work"].value`. Only `active` is compared with true or false.
 */
const COMPARISON =
  /(?:^|\s+and\s+)(?:urn:ietf:params:scim:schemas:core:2\.0:(?:User|Group):)?(\w+)(?:\[[^\]]*\])?((?:\.\w+)*)\s+eq\s+(?:("(?:[^"\\]|\\.)*")|(true|false))/giy

/** Reads the query of a list request. @throws ScimError for a filter of anything but comparisons joined by `and`. */
export function readListing({ filter, startIndex, count }: Values, most: number): Listing {
  const first = count === undefined ? most : Math.trunc(Number(count))
  return {
    comparisons: readFilter(readText('filter', filter)?.trim() ?? ''),
    start: Math.min(Math.max(0, (Math.trunc(Number(startIndex)) || 1) - 1), 1_000_000),
    count: Math.min(most, Math.max(0, first || 0)),
  }
}

function readFilter(filter: string): readonly Comparison[] {
  const found = [...filter.matchAll(COMPARISON)]
  if (found.map(([text]) => text).join('') !== filter) throw invalidFilter()
  if (found.length > MOST_COMPARISONS) throw invalidFilter()
  return found.map(([, name = '', part = '', quoted, state = '']) => {
    const attribute = `${name}${part}`.toLowerCase()
    if ((attribute === 'active') !== (quoted === undefined)) throw invalidFilter()
    return { attribute, value: quoted === undefined ? state.toLowerCase() : parseText(quoted) }
  })
}

/** Returns the resources that every one of these comparisons finds. */
export async function findByAll<Row>(
  comparisons: readonly Comparison[],
  find: (comparison: Comparison) => Promise<readonly Row[]>,
  getId: (row: Row) => string,
): Promise<readonly Row[]> {
  let found: readonly Row[] | undefined
  for (const comparison of comparisons) {
    const rows = await find(comparison)
    const ids = new Set(rows.map(getId))
    found = found?.filter((row) => ids.has(getId(row))) ?? rows
  }
  return found ?? []
}

function parseText(quoted: string): string {
  try {
    const text: string = JSON.parse(quoted)
    // The database has no text with the character NUL.
    if (!text.includes('\0')) return text
  } catch {}
  throw invalidFilter()
}

function invalidFilter(): ScimError {
  return new ScimError(
    400,
    `A filter is attribute eq "value", or up to ${MOST_COMPARISONS} of them joined by and; of members, value eq "<id>".`,
    'invalidFilter',
  )
}

export function toList(resources: readonly object[], { start }: Listing, total: number) {
  return {
    schemas: [LIST_SCHEMA],
    totalResults: total,
    startIndex: start + 1,
    itemsPerPage: resources.length,
    Resources: resources,
  }
}

/** Maximum number of attributes that a request names. */
const MOST_NAMES = 100

/** What a request wants of each resource (RFC 7644 §3.9). Only attributes of the first level are supported. */
export interface Projection {
  wants(name: string): boolean
  /** Returns a resource without the attributes that the request does not want. */
  apply(resource: Values): Values
}

/** Reads which attributes a request wants. @throws ScimError for more than {@link MOST_NAMES} names. */
export function readProjection({ attributes, excludedAttributes }: Values): Projection {
  const wanted = readNames('attributes', attributes)
  const unwanted = readNames('excludedAttributes', excludedAttributes)
  function wants(name: string) {
    const key = name.toLowerCase()
    if (key === 'schemas' || key === 'id') return true
    return (wanted.size === 0 || wanted.has(key)) && !unwanted.has(key)
  }
  return {
    wants,
    apply: (resource) => Object.fromEntries(Object.entries(resource).filter(([name]) => wants(name))),
  }
}

function readNames(parameter: string, value: unknown): ReadonlySet<string> {
  const names = typeof value === 'string' ? value.toLowerCase().split(',', MOST_NAMES + 1) : []
  if (names.length > MOST_NAMES) throw invalidValue(`${parameter} may name at most ${MOST_NAMES} attributes.`)
  const bare = names.map((name) => {
    const text = name.trim()
    // The schema may stand before the name, as in `urn:…:User:emails.value`.
    return text.startsWith('urn:') ? text.slice(text.lastIndexOf(':') + 1) : text
  })
  return new Set(bare.flatMap((name) => (name === '' ? [] : [name.split('.', 1)[0] ?? name])))
}
