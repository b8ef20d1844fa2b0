import type { Input } from '@bulkhead/contract/operation'
import type { listToolCalls } from '@bulkhead/contract/tool-calls'
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Principal } from '#access/request/principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Schema } from '#platform/database/schema/tables'
import { findWorkspace } from '#tenancy/workspaces/find-workspace'

/** Maximum number of operations that are read. If an organization has called more, its calls are searched. */
const MOST_OPERATIONS = 1_000

/** Filters of calls by operation. */
interface OperationFilter {
  readonly entity?: string | undefined
  readonly action?: string | undefined
  readonly operation_contains?: string | undefined
}

/** Filters of calls, except those by time. */
type Filters = Omit<
  Input<typeof listToolCalls>['query'],
  'since' | 'until' | 'include_names' | 'limit' | 'cursor'
>

/** Columns with a filter of the same name. */
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

/** Columns of calls, as `c`, with their required values. */
type Values = readonly (readonly [Column, string])[]

/** Filters of calls, divided into those that use an index and the others. */
export interface CallFilter {
  /** Filter that uses an index; at most one. Its index contains the calls in the order of their ids. */
  readonly indexed: Values
  /** Filters that are checked call by call. */
  readonly others: Values
  /** Part of `entity.action`, which is checked call by call. */
  readonly operation: string | undefined
}

/** Returns whether a filter is checked call by call. If so, a page may have read more calls than it contains. */
export function isChecked({ others, operation }: CallFilter): boolean {
  return others.length > 0 || operation !== undefined
}

/**
 * Divides the filters of a request. An index finds calls by one column. With two columns it would read the calls that
 * match one and not the other, however many these are. So this function chooses the column, not the planner.
 *
 * @returns Undefined if no call can match.
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
  // A deleted workspace can still be named by its id.
  const ids = [principal.workspace, workspace_id?.toLowerCase()].filter((id) => id !== undefined)
  if (workspace_name !== undefined) {
    const named = await findWorkspace(tx, principal, { workspace_id, workspace_name })
    if (named === undefined) return undefined
    ids.push(named.workspace_id)
  }
  const [workspace] = ids
  if (ids.some((id) => id !== workspace)) return undefined
  // A workspace must not learn what others have called, and neither must a member.
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

/**
 * Returns the column that most likely leaves the fewest calls. Within a workspace this is the workspace's column,
 * because policies compare it anyway.
 */
function indexedColumn({ workspace }: Principal, values: Values): Column | undefined {
  if (workspace !== undefined) return 'workspace_id'
  const given = new Map(values)
  const found = (['connector_id', 'workspace_id', 'code'] as const).find((column) => given.has(column))
  return found ?? (given.get('status') === 'error' ? 'status' : undefined)
}

/** Returns the condition that calls, as `c`, pass the filters that are checked call by call. */
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

/** Returns the condition that calls, as `c`, have these values. */
export function haveValues(values: Values) {
  return ({
    and,
    eb,
    lit,
  }: ExpressionBuilder<Schema & { c: Schema['tool_calls'] }, 'c'>): Expression<SqlBool> =>
    and([
      lit(true),
      ...values.map(([column, value]) =>
        // Without the constant, no plan could use the index of failed calls.
        column === 'status' && value === 'error'
          ? sql<SqlBool>`c.status = 'error'`
          : eb(`c.${column}`, '=', value as never),
      ),
    ])
}

/**
 * Returns whether the organization may have calls of an operation that passes the filter. Such calls may have expired
 * since.
 */
async function mayHaveCalls(
  tx: TenantTransaction,
  { entity, action, operation_contains }: OperationFilter,
): Promise<boolean> {
  if (entity === undefined && action === undefined && operation_contains === undefined) return true
  const operations = await tx
    .selectFrom('called_operations')
    .select(['entity', 'action'])
    .$if(entity !== undefined, (rows) => rows.where('entity', '=', entity as string))
    .$if(action !== undefined, (rows) => rows.where('action', '=', action as string))
    .limit(MOST_OPERATIONS)
    .execute()
  if (operations.length === MOST_OPERATIONS) return true
  const part = operation_contains?.toLowerCase() ?? ''
  return operations.some((one) => `${one.entity}.${one.action}`.toLowerCase().includes(part))
}
