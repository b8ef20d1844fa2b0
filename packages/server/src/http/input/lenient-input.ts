import type { OperationShape } from '@bulkhead/contract/operation'
import { NULL_REFUSED } from '@bulkhead/contract/values/shapes'

/**
 * Fields that name the workspace. Without any of them the call may act in another workspace than intended. So a null
 * counts as a lost value and is refused, unless one of the other fields has a value.
 */
export const WORKSPACE: readonly string[] = [
  'workspace_name',
  'workspace_id',
  'customer_name',
  'external_user_id',
]

/** Parts of a parsed request. */
interface Parsed {
  readonly query?: unknown
  readonly body: unknown
}

type Values = Record<string, unknown>
type Schema = Readonly<Record<string, unknown>>

/** Spellings of booleans by clients, in lower case. Python sends `True` and `False`. */
const BOOLEANS: ReadonlyMap<string, string> = new Map([
  ['true', 'true'],
  ['1', 'true'],
  ['false', 'false'],
  ['0', 'false'],
])

/**
 * Creates a function that normalizes the input of existing clients before it is validated. A null of an optional field
 * counts as no field, unless the schema allows null. A false counts as no field if only true is allowed. Booleans in a
 * query may have several spellings. An empty cursor means the first page.
 *
 * @returns Undefined if the schemas have no such fields.
 */
export function createLenientReader({
  query,
  body,
}: Pick<OperationShape, 'query' | 'body'>): ((parsed: Parsed) => void) | undefined {
  const booleans = namesIn(query, ({ type }) => type === 'boolean')
  const withCursor = namesIn(query, () => true).includes('cursor')
  const { required = [] } = (body ?? {}) as { required?: string[] }
  const clearable = namesIn(
    body,
    ({ type, ...schema }, name) =>
      !required.includes(name) && ![type].flat().includes('null') && schema[NULL_REFUSED] !== true,
  )
  const onlyTrue = namesIn(body, (property) => property.const === true)
  if (booleans.length + onlyTrue.length + clearable.length === 0 && !withCursor) return undefined
  return (parsed) => {
    if (isObject(parsed.body)) {
      const { body: given } = parsed as { body: Values }
      const isNamed = WORKSPACE.some((name) => given[name] !== undefined && given[name] !== null)
      for (const name of onlyTrue) if (given[name] === false) delete given[name]
      for (const name of clearable) {
        if (given[name] === null && (isNamed || !WORKSPACE.includes(name))) delete given[name]
      }
    }
    if (!isObject(parsed.query)) return
    for (const name of booleans) {
      const given = parsed.query[name]
      if (typeof given === 'string') parsed.query[name] = BOOLEANS.get(given.toLowerCase()) ?? given
    }
    if (withCursor && parsed.query.cursor === '') delete parsed.query.cursor
  }
}

function namesIn(
  schema: OperationShape['body'],
  isMeant: (property: Schema, name: string) => boolean,
): string[] {
  const properties = Object.entries((schema?.properties ?? {}) as Record<string, Schema>)
  return properties.filter(([name, property]) => isMeant(property, name)).map(([name]) => name)
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
