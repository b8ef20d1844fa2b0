import { type GraphqlSchema, type GraphqlType, isList, isPlainField } from './schema-model.ts'

/** Maximum number of characters of all types together. Fields beyond that cannot be selected. */
const MOST_TEXT = 2 * 1024 * 1024
const MOST_FIELDS = 500

/**
 * Prints the types that selections can reach: each with its fields, as ` id owner:User tags:Tag* `. A star marks a list,
 * and a space goes before and after each field. Fields that need arguments are left out.
 */
export function getSelectableTypes(
  { types }: GraphqlSchema,
  records: Iterable<GraphqlType>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const queue = [...new Map([...records].map((type) => [type.name, type])).values()]
  const queued = new Set(queue.map(({ name }) => name))
  let size = 0
  for (const type of queue) {
    const printed = [...type.fields.values()]
      .filter(isPlainField)
      .slice(0, MOST_FIELDS)
      .map((field) => {
        const inner = types.get(field.type.name)
        if (inner === undefined || inner.kind === 'leaf' || inner.kind === 'input') return field.name
        if (!queued.has(inner.name)) queue.push(inner)
        queued.add(inner.name)
        return `${field.name}:${inner.name}${isList(field.type) ? '*' : ''}`
      })
      .join(' ')
    const text = ` ${printed} `
    size += text.length + type.name.length
    if (size > MOST_TEXT) break
    found.set(type.name, text)
  }
  return found
}
