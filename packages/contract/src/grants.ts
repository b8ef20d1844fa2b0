import { type Static, Type } from 'typebox'
import { Id, NamedShape, NULL_REFUSED } from './values/shapes.ts'

/** Maximum number of entries in one part of a grant. */
export const MOST_GRANTED = 50

/**
 * Limits of a scoped token. A part that is present allows only what it lists; an absent part allows everything. A
 * grant never adds a right. Null is rejected: it is more likely a lost value than a request for everything.
 */
export const GrantFields = {
  connector_ids: Type.Optional(
    Type.Array(Id('connector'), {
      minItems: 1,
      maxItems: MOST_GRANTED,
      uniqueItems: true,
      description: 'Connectors it may use.',
      [NULL_REFUSED]: true,
    }),
  ),
  entities: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 255 }), {
      minItems: 1,
      maxItems: MOST_GRANTED,
      uniqueItems: true,
      description: 'Entities it may execute operations on.',
      [NULL_REFUSED]: true,
    }),
  ),
  actions: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 255 }), {
      minItems: 1,
      maxItems: MOST_GRANTED,
      uniqueItems: true,
      description: 'Actions it may execute.',
      [NULL_REFUSED]: true,
    }),
  ),
  read_only: Type.Optional(
    Type.Literal(true, {
      description: 'Only operations that change nothing at the service.',
      [NULL_REFUSED]: true,
    }),
  ),
}

export const Grant = NamedShape('Grant', GrantFields)
export type Grant = Static<typeof Grant>

/** Actions that `read_only` allows. */
export const READ_ACTIONS: ReadonlySet<string> = new Set([
  'list',
  'get',
  'api_search',
  'download',
  'context_store_search',
  'describe',
])

/** A use of a connector that is checked against a grant. Absent fields are not checked. */
export interface Use {
  connector_id?: string
  entity?: string
  action?: string
}

/**
 * Returns whether a grant allows a use. Only the grant counts. Describing an entity counts as reading it and needs no
 * action of its own. A description of the whole connector has the entity `''`.
 */
export function permits(grant: Grant | undefined, { connector_id, entity, action }: Use): boolean {
  if (grant === undefined) return true
  if (connector_id !== undefined && grant.connector_ids?.includes(connector_id.toLowerCase()) === false)
    return false
  if (entity !== undefined && entity !== '' && grant.entities?.includes(entity) === false) return false
  if (action === undefined || action === 'describe') return true
  if (grant.actions?.includes(action) === false) return false
  return grant.read_only !== true || READ_ACTIONS.has(action)
}
