import type { getWorkspaceStats as operation } from '@bulkhead/contract/workspaces'
import { sql } from 'kysely'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Handler } from '../handler.ts'

/** Counts the organization's workspaces by status. */
export const getWorkspaceStats: Handler<typeof operation> = async ({ database }, principal) => {
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
