import { asIdentity } from '#platform/database/roles/as-identity'
import type { ConfinedTransaction, Database } from '#platform/database/roles/confine'

/** Reads the hash of the password of the person with an address; undefined if there is none. */
export async function readPasswordHash(database: Database, email: string): Promise<string | undefined> {
  const row = await asIdentity(database, 'read only', (tx) =>
    tx
      .selectFrom('identity.people as p')
      .innerJoin('identity.accounts as a', 'a.person_id', 'p.id')
      .select('a.password')
      .where('p.email', '=', email)
      .where('a.provider_id', '=', 'credential')
      .executeTakeFirst(),
  )
  return row?.password ?? undefined
}

/**
 * Returns whether a password is still the one that was read, and locks it until the transaction ends. A change of the
 * password updates this row before ending sessions. So the change either waits for this transaction, or this
 * transaction sees it. Runs as `bulkhead_identity`.
 */
export async function isStillPassword(
  tx: ConfinedTransaction,
  person: string,
  hash: string | undefined,
): Promise<boolean> {
  const row = await tx
    .selectFrom('identity.accounts')
    .select('password')
    .where('person_id', '=', person)
    .where('provider_id', '=', 'credential')
    .forShare()
    .executeTakeFirst()
  return hash !== undefined && row?.password === hash
}
