import { invalid } from '@bulkhead/contract/errors'
import { type Grant, READ_ACTIONS } from '@bulkhead/contract/grants'
import { ACTIONS } from '@bulkhead/engine/describe'

/**
 * Reads the grant that a request body asks for. Undefined if it narrows nothing.
 *
 * @throws BulkheadError `invalid_request` for an action that no operation has.
 */
export function readGrant(asked: Grant): Grant | undefined {
  assertActions(asked.actions)
  const grant = toGrant(asked)
  return Object.keys(grant).length > 0 ? grant : undefined
}

/** Returns the parts of a grant that are present. Ids are in lower case, as they are compared. */
export function toGrant({ connector_ids, entities, actions, read_only }: Grant): Grant {
  return {
    ...(connector_ids && { connector_ids: connector_ids.map((id) => id.toLowerCase()) }),
    ...(entities && { entities }),
    ...(actions && { actions }),
    ...(read_only && { read_only }),
  }
}

/** Known actions: those of definitions, and further ones that clients know. */
const KNOWN_ACTIONS: ReadonlySet<string> = new Set([
  ...ACTIONS,
  ...READ_ACTIONS,
  'search',
  'context_store_sql_query',
  'authorize',
])

/**
 * Rejects actions that no operation has: the token would allow less than its owner expects.
 *
 * @param place Place of the grant in the request.
 * @throws BulkheadError `invalid_request`
 */
export function assertActions(actions: readonly string[] | undefined, place = 'body'): void {
  const unknown = actions?.findIndex((action) => !KNOWN_ACTIONS.has(action)) ?? -1
  if (unknown === -1) return
  const field = `${place}.actions.${unknown}`
  const message = `${field} is not an action; the actions are ${[...KNOWN_ACTIONS].join(', ')}`
  throw invalid(field, message)
}
