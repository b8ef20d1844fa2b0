import type { Input, Output } from '@bulkhead/contract/operation'
import type { getWorkspaceStats as operation } from '@bulkhead/contract/workspaces'
import { sql } from 'kysely'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Principal } from '#request/principal'

/** Counts the organization's workspaces by status. */
export async function getWorkspaceStats(
  { database }: Services,
  principal: Principal,
  _input: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const { all, inactive } = await asPrincipal(database, principal, 'read only', async (tx) => {
    const rows = tx.selectFrom('workspaces')
    return tx
      .selectNoFrom([
        rows.select(({ fn }) => fn.countAll<number | string>().as('count')).as('all'),
        rows
          .where(sql<boolean>`status = 'inactive'`)
          .select(({ fn }) => fn.countAll<number | string>().as('count'))
          .as('inactive'),
      ])
      .executeTakeFirstOrThrow()
  })
  const [total_count, inactive_count] = [Number(all), Number(inactive)]
  return { active_count: total_count - inactive_count, inactive_count, total_count }
}
