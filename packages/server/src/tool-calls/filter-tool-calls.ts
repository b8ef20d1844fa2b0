import type { Input } from '@bulkhead/contract/operation'
import type { listToolCalls } from '@bulkhead/contract/tool-calls'
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Schema } from '#platform/database/schema/tables'
import type { Principal } from '#request/principal'
import { mayHaveCalls } from '#tool-calls/called-operations'
import { findWorkspace } from '#workspaces/find-workspace'

/** Filters of calls, but those of time. */
type Filters = Omit<
  Input<typeof listToolCalls>['query'],
  'since' | 'until' | 'include_names' | 'limit' | 'cursor'
>

/** Columns that a filter of the same name is about. */
const NAMED = [
  'connector_id',
  'definition_id',
  'entity',
  'action',
  'status',
  'code',
  'application_id',
  'person_id',
  'grant_id',
] as const
type Column = (typeof NAMED)[number] | 'workspace_id'

/** Columns that calls, as `c`, must have these values in. */
type Values = readonly (readonly [Column, string])[]

/** Filters of calls, divided by what an index finds. */
export interface CallFilter {
  /** At most one. Its index holds the calls in the order of their ids. */
  readonly indexed: Values
  /** Checked call by call. */
  readonly others: Values
  /** Part of `entity.action`. Checked call by call. */
  readonly operation: string | undefined
}

/** Whether a filter is checked call by call, so that a page may have looked at more calls than it holds. */
export function isChecked({ others, operation }: CallFilter): boolean {
  return others.length > 0 || operation !== undefined
}

/**
 * Divides the filters of a request. An index finds calls by one column: by two of them it would read the calls that fit
 * one and not the other, however many these are. So the column is chosen here and not by the planner.
 *
 * @returns Undefined where no call can fit.
 */
export async function readCallFilter(
  tx: TenantTransaction,
  principal: Principal,
  filters: Filters,
): Promise<CallFilter | undefined> {
  const { workspace_id, workspace_name } = filters
  const values: (readonly [Column, string])[] = NAMED.flatMap((column) => {
    const value = filters[column]
    return value === undefined ? [] : [[column, value] as const]
  })
  // A deleted workspace is still known by its id.
  const ids = [principal.workspace, workspace_id?.toLowerCase()].filter((id) => id !== undefined)
  if (workspace_name !== undefined) {
    const named = await findWorkspace(tx, principal, { workspace_id, workspace_name })
    if (named === undefined) return undefined
    ids.push(named.workspace_id)
  }
  const [workspace] = ids
  if (ids.some((id) => id !== workspace)) return undefined
  // A workspace may not know what others have called, nor may a member.
  const seesAll = principal.workspace === undefined && principal.member === undefined
  if (seesAll && !(await mayHaveCalls(tx, filters))) return undefined
  if (workspace !== undefined) values.push(['workspace_id', workspace])
  const indexed = indexedColumn(principal, values)
  return {
    indexed: values.filter(([column]) => column === indexed),
    others: values.filter(([column]) => column !== indexed),
    operation: filters.operation_contains,
  }
}

/** The column that most likely leaves the fewest calls. Within a workspace no other: policies ask for it anyway. */
function indexedColumn({ workspace }: Principal, values: Values): Column | undefined {
  if (workspace !== undefined) return 'workspace_id'
  const given = new Map(values)
  const found = (['connector_id', 'workspace_id', 'code'] as const).find((column) => given.has(column))
  return found ?? (given.get('status') === 'error' ? 'status' : undefined)
}

/** The condition that calls, as `c`, pass what is checked call by call. */
export function passFilter({ others, operation }: CallFilter) {
  return (expressions: ExpressionBuilder<Schema & { c: Schema['tool_calls'] }, 'c'>): Expression<SqlBool> => {
    const values = haveValues(others)(expressions)
    if (operation === undefined) return values
    return expressions.and([
      values,
      sql<SqlBool>`position(${operation.toLowerCase()}::text in lower(concat(c.entity, '.', c.action))) > 0`,
    ])
  }
}

/** The condition that calls, as `c`, have these values. */
export function haveValues(values: Values) {
  return ({
    and,
    eb,
    lit,
  }: ExpressionBuilder<Schema & { c: Schema['tool_calls'] }, 'c'>): Expression<SqlBool> =>
    and([
      lit(true),
      ...values.map(([column, value]) =>
        // Without the constant no plan could use the index of failed calls.
        column === 'status' && value === 'error'
          ? sql<SqlBool>`c.status = 'error'`
          : eb(`c.${column}`, '=', value as never),
      ),
    ])
}
