import {
  type GraphqlField,
  type GraphqlSchema,
  type GraphqlType,
  isList,
  isPlainField,
  printType,
} from './schema-model.ts'

const MOST_LEAVES = 60
const MOST_INNER_LEAVES = 10
const MOST_OBJECTS = 20
const MOST_MEMBERS = 10

/**
 * Creates the selection of a record for callers who give none. It has the record's plain values and those of objects
 * inside it. Of other records it has the id only, so that a caller who may read one entity reads no other through it.
 *
 * @param records Names of types that have an operation of their own.
 */
export function createSelections(
  schema: GraphqlSchema,
  records: ReadonlySet<string>,
): (type: GraphqlType) => string {
  const known = new Map<string, string>()

  const leaves = (type: GraphqlType, most: number): readonly GraphqlField[] =>
    [...type.fields.values()]
      .filter(
        (field) =>
          schema.types.get(field.type.name)?.kind === 'leaf' && isPlainField(field) && !field.is_deprecated,
      )
      .slice(0, most)

  const ofObject = (type: GraphqlType): readonly string[] => {
    const objects = [...type.fields.values()].flatMap((field) => {
      const inner = schema.types.get(field.type.name)
      if (inner?.kind !== 'object' || isList(field.type) || !isPlainField(field) || field.is_deprecated)
        return []
      const id = inner.fields.get('id')
      const chosen = records.has(inner.name)
        ? [id].filter((one) => one !== undefined && isPlainField(one))
        : leaves(inner, MOST_INNER_LEAVES)
      return chosen.length === 0 ? [] : [`${field.name} { ${chosen.map((one) => one?.name).join(' ')} }`]
    })
    return [...leaves(type, MOST_LEAVES).map(({ name }) => name), ...objects.slice(0, MOST_OBJECTS)]
  }

  const ofUnion = ({ members }: GraphqlType): readonly string[] => {
    // In one selection, a field name must have the same type everywhere.
    const types = new Map<string, string>()
    const parts = members.slice(0, MOST_MEMBERS).flatMap((name) => {
      const member = schema.types.get(name)
      if (member === undefined) return []
      const chosen = leaves(member, MOST_INNER_LEAVES).filter((field) => {
        const printed = printType(field.type)
        const other = types.get(field.name) ?? printed
        types.set(field.name, other)
        return other === printed
      })
      return chosen.length === 0 ? [] : [`... on ${name} { ${chosen.map((one) => one.name).join(' ')} }`]
    })
    return ['__typename', ...parts]
  }

  return (type) => {
    const made = known.get(type.name) ?? (type.kind === 'union' ? ofUnion(type) : ofObject(type)).join(' ')
    known.set(type.name, made)
    return made === '' ? '__typename' : made
  }
}
