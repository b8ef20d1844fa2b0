import { permits } from '@bulkhead/contract/grants'
import type { Operation } from '@bulkhead/engine/model/definition'
import type { Reach } from '@bulkhead/engine/reach/reach'
import type { Connection } from '#connections/load-connection'
import { allowsOperation } from './demand-entity.ts'
import type { Narrowing } from './narrowing.ts'
import { isMarked } from './page-marks.ts'

/** Whether a narrowing allows an operation. */
export function allows({ grant, entities }: Narrowing, operation: Operation): boolean {
  if (grant?.read_only === true && operation.effect === 'write') return false
  return allowsOperation(entities, operation) && permits(grant, operation)
}

/** Rights of a narrowed call, as the engine asks for them; undefined if neither token nor connector is narrowed. */
export function reachOf(connection: Connection, narrowing: Narrowing): Reach | undefined {
  if (!isNarrowed(narrowing)) return undefined
  return {
    permits: (operation) => allows(narrowing, operation),
    gave: (operation, cursor) => isMarked(connection, narrowing, operation, cursor),
  }
}

/** Whether a narrowing may forbid an operation. */
export function isNarrowed({ grant, entities }: Narrowing): boolean {
  return (
    entities !== null ||
    grant?.entities !== undefined ||
    grant?.actions !== undefined ||
    grant?.read_only === true
  )
}
