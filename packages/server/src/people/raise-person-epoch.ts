import { sql } from 'kysely'
import type { Revoke } from '#access/tokens/revocation/revoking'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

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
