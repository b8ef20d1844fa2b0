import { ERRORS, type ErrorCode } from '../errors.ts'
import { getField } from '../values/get-field.ts'
import { NAME, REFERENCE, type Reference } from '../values/shapes.ts'
import { IDS, VALUES } from './example-values.ts'

/** A schema of the contract, as far as an example is made from it. */
interface Schema {
  readonly [NAME]?: string
  readonly [REFERENCE]?: Reference
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly format?: string
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
}

/**
 * Returns an example of a value: its required fields, and optional ones that are given.
 *
 * @param given What the example says in place of the usual values. Fields of an object that it lacks get their usual
 *   values.
 * @param owner Name of the schema that the field belongs to.
 * @throws TypeError if the field has no usual value: `example-values.ts` needs one.
 */
export function toExample(schema: Schema, given?: unknown, owner = '', field = ''): unknown {
  if (schema.properties !== undefined && (given === undefined || isObject(given))) {
    const known = `${owner}.${field}`
    if (given === undefined && known in VALUES) return VALUES[known]
    return toObject(schema, given ?? {}, owner)
  }
  if (given !== undefined) return given
  if (schema.const !== undefined) return schema.const
  const own = VALUES[`${owner}.${field}`]
  if (own !== undefined) return own
  if (schema.enum !== undefined) return schema.enum[0]
  const id = schema[REFERENCE] && IDS[schema[REFERENCE]]
  if (id !== undefined) return id
  const usual = VALUES[field]
  if (usual !== undefined && isOfType(schema, usual) && schema.items?.properties === undefined) return usual
  if (schema.items !== undefined) return [toExample(schema.items, undefined, owner, `${field}[]`)]
  if ([schema.type].flat().includes('boolean')) return false
  throw new TypeError(`${owner}.${field} has no example. Give one in example-values.ts.`)
}

function toObject(schema: Schema, given: Readonly<Record<string, unknown>>, owner: string): unknown {
  const name = schema[NAME] ?? owner
  const pairs = Object.entries(schema.properties ?? {}).flatMap(([field, property]) => {
    const isWanted = schema.required?.includes(field) === true || given[field] !== undefined
    return isWanted ? [[field, toExample(property, given[field], name, field)]] : []
  })
  return Object.fromEntries(pairs)
}

function isOfType({ type }: Schema, value: unknown): boolean {
  const is = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
  return (
    type === undefined || [type].flat().some((one) => one === is || (one === 'integer' && is === 'number'))
  )
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Codes that stand for their status in examples. Of other statuses it is the first. */
const USUAL: ReadonlySet<ErrorCode> = new Set(['connector_not_found', 'invalid_request', 'not_permitted'])

export function toErrorExample(codes: readonly ErrorCode[]): unknown {
  const code = codes.find((one) => USUAL.has(one)) ?? codes[0]
  if (code === undefined) throw new TypeError('An error has a code.')
  const message = `${ERRORS[code].title}.`
  return {
    message,
    code,
    request_id: VALUES.request_id,
    errors: [{ field: FIELDS[code] ?? getField(code), message, error_code: code, details: null }],
  }
}
const FIELDS: Partial<Record<ErrorCode, string>> = {
  connector_not_found: 'path.connector_id',
  invalid_request: 'body.workspace_name',
}
