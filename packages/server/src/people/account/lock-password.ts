import type { ConfinedTransaction } from '#platform/database/roles/confine'

/**
 * Locks the password row of a person until the transaction ends. A sign-in by password checks this row last, so none
 * finishes before; see `isStillPassword`. Code that locks the membership too locks that first, since the removal of a
 * person deletes the password last. Runs as `bulkhead_identity`.
 *
 * @returns The hash of the password.
 */
export async function lockPassword(tx: ConfinedTransaction, person: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('identity.passwords')
    .select('hash')
    .where('person_id', '=', person)
    .forUpdate()
    .executeTakeFirst()
  return row?.hash ?? undefined
}
