import type { JsonSchema, JsonValue } from '@bulkhead/engine'
import {
  type GraphqlInput,
  type GraphqlSchema,
  isRequired,
  printType,
  type TypeReference,
} from './schema-model.ts'

/** Maximum number of levels of nested input objects, which also ends circular references. */
const DEPTH = 4
/** Maximum number of subschemas for the arguments of one operation. */
const MOST_PARTS = 400
const MOST_VALUES = 100

const SCALARS: Readonly<Record<string, JsonSchema>> = {
  Int: { type: 'integer' },
  Float: { type: 'number' },
  String: { type: 'string' },
  Boolean: { type: 'boolean' },
  // GraphQL accepts both for an ID, and returns a string.
  ID: { type: ['string', 'integer'] },
}

/** Returns the JSON Schemas of arguments. Their total size is bounded. */
export function getInputSchemas(
  { types }: GraphqlSchema,
  inputs: Iterable<GraphqlInput>,
): ReadonlyMap<string, JsonSchema> {
  let parts = 0
  const getSchema = ({ name, wrappers }: TypeReference, depth: number): JsonSchema => {
    parts += 1
    const at = wrappers.indexOf('list')
    if (at >= 0) return { type: 'array', items: getSchema({ name, wrappers: wrappers.slice(at + 1) }, depth) }
    const type = types.get(name)
    if (type?.kind === 'input') {
      const fields = [...type.inputs.values()]
      if (depth >= DEPTH || parts + fields.length > MOST_PARTS) {
        return { type: 'object', description: `Input object ${name} of the schema.` }
      }
      parts += fields.length
      const required = fields.filter(isRequired).map((field) => field.name)
      return {
        type: 'object',
        properties: Object.fromEntries(fields.map((field) => [field.name, describe(field, depth + 1)])),
        ...(required.length > 0 && { required }),
      }
    }
    const values = type?.values ?? []
    if (values.length > 0 && values.length <= MOST_VALUES) return { type: 'string', enum: [...values] }
    if (values.length > 0) return { type: 'string', description: `A value of ${name}.` }
    return Object.hasOwn(SCALARS, name) ? (SCALARS[name] ?? {}) : { description: `Scalar ${name}.` }
  }
  const describe = ({ description, type }: GraphqlInput, depth: number): JsonValue => {
    const schema = getSchema(type, depth)
    const text = [description, schema.description].filter((one) => one !== '' && one !== undefined).join(' ')
    return text === '' ? schema : { ...schema, description: text }
  }
  return new Map(
    [...inputs].map((input) => {
      const schema = describe(input, 0) as JsonSchema
      const described = schema.description === undefined ? { description: printType(input.type) } : {}
      return [input.name, { ...schema, ...described }]
    }),
  )
}
