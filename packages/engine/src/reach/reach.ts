import type { Definition, Operation } from '#model/definition'

/** Rights of a narrowed caller. Absent for a caller who may run every operation. */
export interface Reach {
  /** Whether the caller may run an operation. */
  permits(operation: Operation): boolean
  /** Whether the caller was given this URL as the cursor of a page of the operation. */
  gave(operation: Operation, cursor: string): boolean
}

/** Whether a caller may run everything of a definition that reads. */
export function readsAll(reach: Reach, definition: Definition): boolean {
  for (const actions of definition.entities.values()) {
    for (const operation of actions.values()) {
      if (operation.effect === 'read' && !reach.permits(operation)) return false
    }
  }
  return true
}

/** An operation as messages name it. */
export function getName({ entity, action }: Pick<Operation, 'entity' | 'action'>): string {
  return `${entity} ${action}`
}
