import type { ConfinedTransaction } from '#platform/database/roles/confine'

/**
 * Lets no sign-in by password finish until the transaction ends: it looks at this row last; see `isStillPassword`. Runs as
 * `bulkhead_identity`.
 *
 * @returns The hash of the password.
 */
export async function lockPassword(tx: ConfinedTransaction, person: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('identity.accounts')
    .select('password')
    .where('person_id', '=', person)
    .where('provider_id', '=', 'credential')
    .forUpdate()
    .executeTakeFirst()
  return row?.password ?? undefined
}
