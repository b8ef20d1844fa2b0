import type { Action } from '@bulkhead/engine'
import { snakeCase } from '#openapi/snake-case'
import type { RootField } from './root-field.ts'

export interface OperationName {
  readonly entity: string
  readonly action: Action
}

/**
 * Names operations by the types of their records, so that no two have the same entity and action. If several fields
 * return the same type, the field that is named after the type gets its name. The others become entities named after
 * their fields.
 */
export function nameOperations(fields: readonly RootField[]): ReadonlyMap<RootField, OperationName> {
  const names = new Map<RootField, OperationName>()
  const taken = new Set<string>()
  const claim = (field: RootField, entity: string, action: Action): boolean => {
    const key = `${entity} ${action}`
    if (entity === '' || taken.has(key)) return false
    taken.add(key)
    names.set(field, { entity, action })
    return true
  }
  const typed = fields.filter(({ record }) => record !== undefined)
  for (const field of typed.filter(isNamesake)) claim(field, getEntity(field), field.action)
  for (const field of fields) {
    if (names.has(field)) continue
    const own = snakeCase(field.field.name)
    const isSearch = field.action === 'list' && /^search|search$/i.test(field.field.name)
    const isClaimed =
      (isSearch && claim(field, getEntity(field), 'api_search')) ||
      (field.record !== undefined && claim(field, getEntity(field), field.action)) ||
      claim(field, own, field.action)
    for (let count = 2; !isClaimed && !claim(field, `${own || 'field'}_${count}`, field.action); count += 1);
  }
  return names
}

function getEntity({ record, field }: RootField): string {
  return toPlural(snakeCase(record?.name ?? field.name))
}

/** Returns whether a field is named after the type of its records: `issue`, `issues`, `allIssues` or `issue_by_pk`. */
function isNamesake({ record, field }: RootField): boolean {
  const type = snakeCase(record?.name ?? '')
  const name = snakeCase(field.name)
    .replace(/^(get|list|all|find|fetch)_/, '')
    .replace(/_(by_id|by_pk|connection|list)$/, '')
  return name === type || name === toPlural(type)
}

function toPlural(name: string): string {
  if (/(s|x|z|ch|sh)$/.test(name)) return /[^s]s$/.test(name) && !/us$|is$/.test(name) ? name : `${name}es`
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`
  return name === '' ? '' : `${name}s`
}
