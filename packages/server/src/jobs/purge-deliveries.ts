import { sql } from 'kysely'
import { CHUNK } from '#platform/database/chunk'
import { deleteRows } from '#platform/database/delete-rows'
import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'

/** Days for which deliveries are kept, by how they ended. */
const KEPT_DAYS = { delivered: 7, failed: 30 } as const
const KEY = ['organization_id', 'endpoint_id', 'delivery_id'] as const

/** Deletes a chunk of the deliveries that ended long ago. @returns Whether there may be more. */
export async function purgeDeliveries(database: Database, log: Log): Promise<boolean> {
  return asOperator(database, log, 'forget deliveries of webhooks', async (tx) => {
    let more = false
    for (const [state, days] of Object.entries(KEPT_DAYS)) {
      // The state is a constant: otherwise no plan could use the index, which contains no waiting deliveries.
      const { rows } = await sql<Record<(typeof KEY)[number], string>>`
        select organization_id, endpoint_id, delivery_id from webhook_deliveries
        where state = ${sql.lit(state)} and finished_at < now() - make_interval(days => ${days})
        order by finished_at limit ${CHUNK}`.execute(tx)
      await deleteRows(tx, 'webhook_deliveries', KEY, rows)
      more ||= rows.length === CHUNK
    }
    return more
  })
}
