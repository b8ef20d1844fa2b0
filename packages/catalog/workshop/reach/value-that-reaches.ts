import type { JsonSchema, JsonValue } from '@bulkhead/engine'
import type { ReachRule } from '@bulkhead/engine/document'
import { ownMember } from '@bulkhead/engine/text'

/** Strings that services read as something of another entity. */
const TEXTS = [
  'SELECT Id, Email FROM User WHERE Id IN (SELECT OwnerId FROM Case)',
  'Owner.Email',
  '*',
  '*all',
  'contacts',
  'companies',
  'deals',
  'tickets',
  'notes',
  'tasks',
  'transitions',
  'names',
  'comment',
  'worklog',
  'permissions',
  'true',
] as const

/** Returns a value to which a parameter's rule applies, of the type in its schema. Undefined if none is known. */
export function valueThatReaches(
  { where, members, other_members }: ReachRule,
  schema: JsonSchema,
): JsonValue | undefined {
  if (members !== undefined) return nested((members[0] ?? '').split('.'))
  if (other_members !== undefined) return { status: 'solved' }
  const text = TEXTS.find((one) => where === undefined || where.test(one))
  const type = ownMember(schema, 'type')
  if (type === 'object') return { id: '31' }
  if (type === 'array') return [{ id: '31' }]
  return type === 'boolean' ? true : text
}

function nested([name = '', ...rest]: readonly string[]): JsonValue {
  return { [name]: rest.length === 0 ? { body: 'x' } : nested(rest) }
}
