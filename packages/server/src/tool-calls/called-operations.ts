import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

/** Maximum number of operations that are read. If an organization has called more, its calls are searched. */
const MOST_OPERATIONS = 1_000

/** Filters of calls by operation. */
export interface OperationFilter {
  readonly entity?: string | undefined
  readonly action?: string | undefined
  readonly operation_contains?: string | undefined
}

/**
 * Returns whether the organization may have calls of an operation that passes the filter. Such calls may have expired
 * since.
 */
export async function mayHaveCalls(
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
