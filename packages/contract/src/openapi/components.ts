import { ERRORS } from '../errors.ts'
import { CALLERS, LEVELS, ROLES } from '../operation.ts'
import { NAME } from '../values/shapes.ts'
import { EVENTS, FAILURES } from '../webhooks.ts'

type Json = Record<string, unknown>

const ENUMERATIONS: Readonly<Record<string, readonly string[]>> = {
  ErrorCode: Object.keys(ERRORS),
  Caller: CALLERS,
  Role: ROLES,
  Level: LEVELS,
  EventType: Object.keys(EVENTS),
  DeliveryFailure: Object.keys(FAILURES),
}
const NAMES_BY_VALUES = new Map(Object.entries(ENUMERATIONS).map(([name, values]) => [values.join(), name]))

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  ErrorCode: Object.entries(ERRORS)
    .map(([code, { title }]) => `- \`${code}\`: ${title}.`)
    .join('\n'),
}

/** Keywords about one use of a schema, which stay beside the reference to the component. */
const ABOUT_USE = ['description', 'default', 'deprecated']

/** Collects the named schemas of a document, so that each is written once. */
export class Components {
  readonly #schemas = new Map<string, { readonly schema: Json; readonly text: string }>()
  /** References by the schema of the contract. Most schemas are used many times. */
  readonly #references = new WeakMap<object, unknown>()

  /** The collected schemas, by name in alphabetical order. */
  get schemas(): Json {
    const pairs = [...this.#schemas].map(([name, { schema }]) => [name, schema] as const)
    return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)))
  }

  /**
   * Returns the schema with a reference in place of each named schema.
   *
   * @throws TypeError if two schemas with one name differ in more than their descriptions.
   */
  refer(schema: unknown): unknown {
    if (typeof schema !== 'object' || schema === null) return schema
    const known = this.#references.get(schema)
    if (known !== undefined) return known
    const made = Array.isArray(schema) ? schema.map((item) => this.refer(item)) : this.#toReference(schema)
    this.#references.set(schema, made)
    return made
  }

  #toReference(schema: object): Json {
    const inner: Json = Object.fromEntries(
      Object.entries(schema).map(([key, value]) => [key, this.refer(value)]),
    )
    const values = getValues(inner)
    const name = (schema as { [NAME]?: string })[NAME] ?? (values && NAMES_BY_VALUES.get(values.join()))
    if (name === undefined) return inner
    const component = omit(inner, values === undefined ? ABOUT_USE.slice(1) : ABOUT_USE)
    const types = [inner.type].flat().filter((type) => type !== 'null')
    component.type = types.length === 1 ? types[0] : types
    if (values !== undefined) component.enum = values
    if (name in DESCRIPTIONS) component.description = DESCRIPTIONS[name]
    const text = withoutDescriptions(component)
    const known = this.#schemas.get(name)
    if (known !== undefined && known.text !== text) throw new TypeError(`Two schemas are called ${name}.`)
    if (known === undefined) this.#schemas.set(name, { schema: component, text })
    const about = Object.entries(inner).filter(([key]) => ABOUT_USE.includes(key))
    const reference = { $ref: `#/components/schemas/${name}` }
    const isNullable = [inner.type].flat().includes('null')
    return {
      ...(isNullable ? { anyOf: [reference, { type: 'null' }] } : reference),
      ...Object.fromEntries(about),
    }
  }
}

/** Returns the values of an enumeration without null. */
function getValues({ enum: values }: Json): unknown[] | undefined {
  return Array.isArray(values) ? values.filter((value) => value !== null) : undefined
}

function omit(schema: Json, keys: readonly string[]): Json {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !keys.includes(key)))
}

function withoutDescriptions(schema: Json): string {
  return JSON.stringify(schema, (key, value) =>
    key === 'description' && typeof value === 'string' ? undefined : value,
  )
}
