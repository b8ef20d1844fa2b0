import type { Definition, Operation } from '#model/definition'

/** Rights of a narrowed caller. Absent for a caller who may run every operation. */
export interface Reach {
  /** Returns whether the caller may run an operation. */
  permits(operation: Operation): boolean
  /** Returns whether the caller got this URL as the cursor of a page of the operation. */
  gave(operation: Operation, cursor: string): boolean
}

/** Returns whether a caller may run every read operation of a definition. */
export function readsAll(reach: Reach, definition: Definition): boolean {
  for (const actions of definition.entities.values()) {
    for (const operation of actions.values()) {
      if (operation.effect === 'read' && !reach.permits(operation)) return false
    }
  }
  return true
}

export function getName({ entity, action }: Pick<Operation, 'entity' | 'action'>): string {
  return `${entity} ${action}`
}
