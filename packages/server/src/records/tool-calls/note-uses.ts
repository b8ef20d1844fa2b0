import type { ErrorCode } from '@bulkhead/contract/errors'
import { sql } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { tellsOfFailure } from './read-health.ts'

/** Facts about a call that concern the use of its connector. */
export interface Use {
  readonly workspace_id: string
  readonly connector_id: string
  readonly at: string
  readonly code: ErrorCode | null
  readonly upstream_status: number | null
  readonly upstream_ms: number | null
}

/**
 * Stores when connectors and their workspaces were last used, and whether the connectors fail. A row is written if its
 * state changes, and once a minute for its time. A row that another transaction has locked is left to the next call, so
 * nothing waits.
 *
 * Rows are found by their ids alone, because a join could read all of them. The comparison of the time uses an
 * expression and not the bare column, so that the planner cannot choose its index.
 *
 * @param uses Uses, oldest first.
 */
export async function noteUses(
  tx: TenantTransaction,
  organization: string,
  uses: readonly Use[],
): Promise<void> {
  if (uses.length === 0) return
  const connectors = Map.groupBy(uses, ({ connector_id }) => connector_id)
  const failing = [...connectors].flatMap(([id, own]) => {
    const state = own.map(toFailing).findLast((one) => one !== undefined)
    return state === undefined ? [] : [[id, state] as const]
  })
  const used = getLastUses(uses, 'connector_id')
  await sql`
    with due as (
      select connector_id from connectors
      where organization_id = ${organization}::uuid and connector_id = any (${toIds(used)}::uuid[])
        and (
          last_call_at + interval '1 minute' < (${JSON.stringify(used)}::jsonb ->> connector_id::text)::timestamptz
          or failing <> (${toJson(failing)}::jsonb ->> connector_id::text)::boolean
        )
      for no key update skip locked
    )
    update connectors
    set last_call_at = greatest(last_call_at, (${JSON.stringify(used)}::jsonb ->> connector_id::text)::timestamptz),
      failing = coalesce((${toJson(failing)}::jsonb ->> connector_id::text)::boolean, failing)
    where organization_id = ${organization}::uuid
      and connector_id = any (array(select connector_id from due))`.execute(tx)
  const visited = getLastUses(uses, 'workspace_id')
  await sql`
    with due as (
      select workspace_id from workspaces
      where organization_id = ${organization}::uuid and workspace_id = any (${toIds(visited)}::uuid[])
        and last_call_at + interval '1 minute' < (${JSON.stringify(visited)}::jsonb ->> workspace_id::text)::timestamptz
      for no key update skip locked
    )
    update workspaces
    set last_call_at = (${JSON.stringify(visited)}::jsonb ->> workspace_id::text)::timestamptz
    where organization_id = ${organization}::uuid
      and workspace_id = any (array(select workspace_id from due))`.execute(tx)
}

function toFailing({ code, upstream_status, upstream_ms }: Use): boolean | undefined {
  return tellsOfFailure(code, upstream_status, upstream_ms !== null)
}

/** Returns the time of the last use of each. */
function getLastUses(
  uses: readonly Use[],
  id: 'connector_id' | 'workspace_id',
): Readonly<Record<string, string>> {
  return Object.fromEntries(uses.map((use) => [use[id], use.at]))
}

function toIds(used: Readonly<Record<string, string>>): string {
  return `{${Object.keys(used).join(',')}}`
}

function toJson(entries: readonly (readonly [string, boolean])[]): string {
  return JSON.stringify(Object.fromEntries(entries))
}
