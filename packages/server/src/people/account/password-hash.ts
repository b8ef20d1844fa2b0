import type { ConfinedTransaction } from '#platform/database/roles/confine'

/**
 * Returns whether a password is still the one that was read, and locks it until the transaction ends. A change of the
 * password updates this row before ending sessions. So the change either waits for this transaction, or this
 * transaction sees it. Runs as `bulkhead_identity`.
 */
export async function isStillPassword(
  tx: ConfinedTransaction,
  person: string,
  hash: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('identity.passwords')
    .select('hash')
    .where('person_id', '=', person)
    .forShare()
    .executeTakeFirst()
  return row?.hash === hash
}
