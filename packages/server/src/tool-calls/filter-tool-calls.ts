import type { Input } from '@bulkhead/contract/operation'
import type { getToolCallStatistics } from '@bulkhead/contract/tool-calls'
import { type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { Schema } from '#platform/database/schema/tables'
import type { Principal } from '#request/principal'
import { findWorkspace } from '#workspaces/find-workspace'

/** Filters of calls, but those of time. */
type Filters = Omit<Input<typeof getToolCallStatistics>['query'], 'since' | 'until' | 'buckets'>

const COLUMNS = [
  'connector_id',
  'definition_id',
  'entity',
  'action',
  'status',
  'code',
  'application_id',
  'person_id',
] as const

/** Ids that a call's workspace must have, all of them: a deleted workspace is still known by its id. */
export async function workspacesMeant(
  tx: ConfinedTransaction,
  principal: Principal,
  { workspace_id, workspace_name }: Filters,
): Promise<string[] | 'none'> {
  const ids = [principal.workspace, workspace_id].filter((id) => id !== undefined)
  if (workspace_name === undefined) return ids
  const named = await findWorkspace(tx, principal, { workspace_id, workspace_name })
  return named === undefined ? 'none' : [...ids, named.workspace_id]
}

/** The condition that calls, as `c`, fit the filters. */
export function fits(filters: Filters, workspaces: readonly string[]) {
  return ({ and, eb }: ExpressionBuilder<Schema & { c: Schema['tool_calls'] }, 'c'>) =>
    and([
      sql<SqlBool>`true`,
      ...workspaces.map((id) => eb('c.workspace_id', '=', id)),
      ...COLUMNS.flatMap((column) => {
        const value = filters[column]
        return value === undefined ? [] : [eb(`c.${column}`, '=', value)]
      }),
    ])
}
