import { sql } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Revoke } from '#tokens/revocation/revoking'

/** Ends the tokens that a person minted, but no session. Every change that takes rights from a person calls this. */
export async function raisePersonEpoch(tx: TenantTransaction, revoke: Revoke, person: string): Promise<void> {
  const { epoch } = await tx
    .updateTable('identity.members')
    .set({ epoch: sql<number>`epoch + 1` })
    .where('person_id', '=', person)
    .returning('epoch')
    .executeTakeFirstOrThrow()
  await revoke({ kind: 'member', subject_id: person, epoch })
}
