import type { JsonSchema, Operation } from '@bulkhead/engine'
import { recordSchema } from '@bulkhead/engine/describe'
import { isJsonObject, listNearest, ownMember, probablyMeant } from '@bulkhead/engine/text'
import type { FieldSelection } from '../select-fields.ts'

/**
 * Lists the selected paths that the document does not declare. A record may have a field all the same, so the caller
 * also looks at the result. If the document does not describe the record, every path counts as declared. Excluded paths
 * are not checked: without such a field the result is what the caller wants.
 */
export function unknownFields(operation: Operation, { select_fields }: FieldSelection): readonly string[] {
  const paths = select_fields ?? []
  const schema = paths.length === 0 ? undefined : recordSchema(operation)
  return schema === undefined ? [] : paths.filter((path) => !schemaHas(schema, path))
}

/** Lists the paths that no record of a result has. If the result has no records, the list is empty. */
export function missingFields(result: unknown, paths: readonly string[]): readonly string[] {
  return isEmpty(result) ? [] : paths.filter((path) => !recordHas(result, path))
}

/** Returns the warning for selected paths that neither the document nor any record of the result has. */
export function absentFieldsWarning(operation: Operation, missing: readonly string[]): string {
  const schema = recordSchema(operation) ?? {}
  const told = missing.slice(0, MOST_TOLD).map((path) => `${absentField(operation, schema, path)}.`)
  const left = missing.length - told.length
  return [...told, ...(left > 0 ? [`${left} more selected fields are absent.`] : [])].join(' ')
}

function isEmpty(result: unknown): boolean {
  return Array.isArray(result) ? result.length === 0 : typeof result !== 'object' || result === null
}

/** Whether a schema may have a member at a dotted path. An object whose members are not listed may have any. */
function schemaHas(schema: unknown, path: string): boolean {
  if (!isJsonObject(schema)) return true
  const items = ownMember(schema, 'items')
  if (items !== undefined) return schemaHas(items, path)
  const properties = ownMember(schema, 'properties')
  const further = ownMember(schema, 'additionalProperties')
  const isOpen = ['anyOf', 'oneOf', 'allOf'].some((key) => ownMember(schema, key) !== undefined)
  if (!isJsonObject(properties) || isOpen || (further !== undefined && further !== false)) return true
  return beginnings(path).some(([name, rest]) => {
    if (!Object.hasOwn(properties, name)) return false
    return rest === '' || schemaHas(properties[name], rest)
  })
}

/** Whether a value, or an element of a list, has a member at a dotted path. */
function recordHas(value: unknown, path: string): boolean {
  if (Array.isArray(value)) return value.some((element) => recordHas(element, path))
  if (!isJsonObject(value)) return false
  return beginnings(path).some(([name, rest]) => {
    if (!Object.hasOwn(value, name)) return false
    return rest === '' || recordHas(value[name], rest)
  })
}

/** Splits a path at each of its dots in turn, since a name may contain dots. */
function beginnings(path: string): readonly (readonly [name: string, rest: string])[] {
  const names = path.split('.')
  return names.map((_name, index) => [names.slice(0, index + 1).join('.'), names.slice(index + 1).join('.')])
}

/** Maximum number of fields that a warning names. */
const MOST_TOLD = 20

function absentField({ entity, action }: Operation, schema: JsonSchema, path: string): string {
  const known = Object.keys(ownMember(schema, 'properties') ?? {})
  const shown = path.length > 100 ? `${path.slice(0, 100)}…` : path
  const [first = ''] = path.split('.')
  const meant = known.includes(first) ? undefined : probablyMeant(first, known)
  const hint =
    meant === undefined ? `its records have ${listNearest(first, known)}` : `probably ${meant} is meant`
  return `${entity} ${action} gives no field ${shown}; ${hint}`
}
