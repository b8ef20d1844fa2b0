import type { Input, Output } from '@bulkhead/contract/operation'
import type { getWorkspaceStats as operation } from '@bulkhead/contract/workspaces'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Principal } from '#request/principal'

/** Counts the organization's workspaces by status. */
export async function getWorkspaceStats(
  { database }: Services,
  principal: Principal,
  _input: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const rows = await asPrincipal(database, principal, 'read only', (tx) =>
    tx
      .selectFrom('workspaces')
      .select(['status', (count) => count.fn.countAll<number | string>().as('count')])
      .where('organization_id', '=', principal.organization)
      .groupBy('status')
      .execute(),
  )
  const countOf = (status: string) => Number(rows.find((row) => row.status === status)?.count ?? 0)
  const [active_count, inactive_count] = [countOf('active'), countOf('inactive')]
  return { active_count, inactive_count, total_count: active_count + inactive_count }
}
