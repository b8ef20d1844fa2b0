import type { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { ExecuteOptions } from '../client/call-options.ts'
import type { Download } from '../client/download.ts'
import type { LIST_ACTIONS } from '../generated/api.ts'
import type { Connectors } from '../generated/connectors.ts'
import type { List } from '../list.ts'

/**
 * Slug of a connector: a known one, which editors complete, or any other. A connector of another slug works by the names
 * of its entities, as in `execute('parcels', 'list')`, until `bulkhead generate types` declares its document.
 */
export type Slug = keyof Connectors | (string & Record<never, never>)

interface OperationTypes {
  readonly params: object
  readonly record: unknown
}

/** Parameters of an operation. The argument may be left out if no param is required. */
type Parameters<P extends object> =
  Record<never, never> extends P
    ? [params?: P, options?: ExecuteOptions]
    : [params: P, options?: ExecuteOptions]

type ListAction = (typeof LIST_ACTIONS)[number]

type Run<Action, O extends OperationTypes> = (
  ...given: Parameters<O['params']>
) => Action extends ListAction
  ? List<O['record']>
  : Action extends 'download'
    ? BulkheadPromise<Download>
    : BulkheadPromise<O['record']>

type Actions<Entity> = {
  readonly [Action in keyof Entity]: Entity[Action] extends OperationTypes
    ? Run<Action, Entity[Action]>
    : never
}

/** Entities of a connector as members, with their actions as methods. */
export type Entities<C> = { readonly [Entity in keyof C]: Actions<C[Entity]> }

/** Record type of an entity: `RecordOf<'github', 'issues'>`. */
export type RecordOf<
  S extends keyof Connectors,
  Entity extends keyof Connectors[S],
  Action extends keyof Connectors[S][Entity] = keyof Connectors[S][Entity],
> = Connectors[S][Entity][Action] extends { readonly record: infer R } ? R : never
