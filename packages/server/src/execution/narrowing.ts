import type { Grant } from '@bulkhead/contract/grants'
import type { EntityPermission } from '#platform/database/schema/tables'
/** What narrows a call. */
export interface Narrowing {
  readonly grant?: Grant | undefined
  /** Of the connector. */
  readonly entities: readonly EntityPermission[] | null
}
