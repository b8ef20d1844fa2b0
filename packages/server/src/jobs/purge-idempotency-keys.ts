import { sql } from 'kysely'
import { KEPT_HOURS } from '#idempotency/claim-key'
import { CHUNK } from '#platform/database/chunk'
import { deleteRows } from '#platform/database/delete-rows'
import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'

/** Deletes a chunk of the expired idempotency keys with their stored responses. @returns Whether there may be more. */
export async function purgeIdempotencyKeys(database: Database, log: Log): Promise<boolean> {
  return asOperator(database, log, 'forget idempotency keys that have expired', async (tx) => {
    const { rows } = await sql<Record<'organization_id' | 'claim_id', string>>`
      select organization_id, claim_id from idempotency_keys
      where claimed_at < now() - make_interval(hours => ${KEPT_HOURS})
      order by claimed_at limit ${CHUNK}
      for update skip locked`.execute(tx)
    await deleteRows(tx, 'idempotency_keys', ['organization_id', 'claim_id'], rows)
    return rows.length === CHUNK
  })
}
