import { sql } from 'kysely'
import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import { REVOCATION_SECONDS } from '#tokens/revocation/revocation'

/** Deletes revocations that no living token can be older than. @returns False: one step does it all. */
export async function forgetRevocations(database: Database, log: Log): Promise<boolean> {
  await asOperator(database, log, 'forget revocations that outlived every token', (tx) =>
    tx
      .deleteFrom('revocations')
      .where('created_at', '<', sql<Date>`now() - make_interval(secs => ${REVOCATION_SECONDS})`)
      .execute(),
  )
  return false
}
