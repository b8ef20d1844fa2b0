import { ACTIONS, type Definition, type Operation } from '#model/definition'
import { EngineError } from '#model/errors'
import { suggestNames } from '#text/list-names'
import { nearest } from '#text/nearest'

/** Actions that clients of other servers know, which search synchronized records. */
const CONTEXT_STORE = /^(context_store_.*|search)$/

/**
 * Returns the operation of an entity and action.
 *
 * @throws {EngineError} `unknown_entity`, `unknown_action`. Both list the existing names, the most similar first.
 */
export function findOperation(definition: Definition, entity: string, action: string): Operation {
  const actions = definition.entities.get(entity)
  if (actions === undefined) {
    const known = nearest(entity, definition.entities.keys())
    const message = `${definition.display_name} has no entity ${shorten(entity) || '""'}. ${suggestNames(shorten(entity), definition.entities.keys(), 'It has')}`
    throw new EngineError('unknown_entity', message, { entity: shorten(entity), known })
  }
  const name = ACTIONS.find((known) => known === action)
  const operation = name === undefined ? undefined : actions.get(name)
  if (operation !== undefined) return operation
  const known = nearest(action, actions.keys())
  const reason = CONTEXT_STORE.test(action) ? ' There is no context store here.' : ''
  const message = `${definition.display_name} ${entity} has no action ${shorten(action)}. ${suggestNames(shorten(action), actions.keys(), 'It has')}${reason}`
  throw new EngineError('unknown_action', message, { action: shorten(action), known })
}

/** Shortens a name from a caller for a message, so that an error does not grow with its input. */
export function shorten(name: string): string {
  return name.length > 100 ? `${name.slice(0, 100)}…` : name
}
