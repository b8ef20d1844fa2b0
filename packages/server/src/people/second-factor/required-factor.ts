import { sql } from 'kysely'
import type { Revocation } from '#access/tokens/revocation/revocation'
import { insertRevocations } from '#access/tokens/revocation/revoking'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { hasPasskey, isPasskeySession } from '../passkeys/passkey-rows.ts'
import { readSessionOrigin } from '../providers/session-origin.ts'

/**
 * Condition that the organization of a member `m` requires a second factor and the person has no authenticator app. A
 * sign-in by a provider or a passkey counts as a second factor, so callers must check the origin and {@link
 * isProvenByPasskey} too. Runs as `bulkhead_identity`.
 */
export const LACKS_FACTOR = sql<boolean>`exists (
  select from identity.sign_in_policies as p where p.organization_id = m.organization_id and p.second_factor
) and not exists (
  select from identity.second_factors as f
  where f.organization_id = m.organization_id and f.person_id = m.person_id and f.confirmed_at is not null
)`

/**
 * Returns whether a passkey counts as the second factor. With a session, that is the passkey that confirmed the
 * session. Without one, any passkey of the person counts. Runs as `bulkhead_identity`.
 */
export function isProvenByPasskey(
  tx: ConfinedTransaction,
  {
    organization,
    person,
    session,
  }: { readonly organization: string; readonly person: string; readonly session: string | undefined },
): Promise<boolean> {
  return session === undefined ? hasPasskey(tx, organization, person) : isPasskeySession(tx, session)
}

/** Returns whether a session of a member lacks the required second factor. Runs as `bulkhead_identity`. */
export async function sessionLacksFactor(
  tx: ConfinedTransaction,
  signedIn: { readonly organization: string; readonly person: string; readonly session: string },
): Promise<boolean> {
  const member = await tx
    .selectFrom('identity.members as m')
    .select(LACKS_FACTOR.as('lacks_factor'))
    .where('m.organization_id', '=', signedIn.organization)
    .where('m.person_id', '=', signedIn.person)
    .executeTakeFirst()
  return (
    member?.lacks_factor === true &&
    (await readSessionOrigin(tx, signedIn.session)) === undefined &&
    !(await isProvenByPasskey(tx, signedIn))
  )
}

/**
 * Ends the tokens of all people without an authenticator app, but no session. Runs as the organization.
 *
 * @returns Revocations for the other processes.
 */
export async function endTokensWithoutFactor(tx: TenantTransaction): Promise<readonly Revocation[]> {
  const { organization: organization_id } = tx.scope
  const rows = await tx
    .updateTable('identity.members')
    .set({ epoch: sql<number>`epoch + 1` })
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('identity.second_factors as f')
            .select('f.person_id')
            .where('f.organization_id', '=', organization_id)
            .whereRef('f.person_id', '=', 'identity.members.person_id')
            .where('f.confirmed_at', 'is not', null),
        ),
      ),
    )
    .returning(['person_id', 'epoch'])
    .execute()
  const revocations = rows.map(
    ({ person_id, epoch }): Revocation => ({ organization_id, kind: 'member', subject_id: person_id, epoch }),
  )
  await insertRevocations(tx, revocations)
  return revocations
}

/**
 * Locks all members of the organization until the transaction ends, so that nobody gains or loses a second factor or a
 * role. Uses the same order as `lockPeople`. Runs as the organization.
 */
export async function lockEverybody(tx: TenantTransaction): Promise<void> {
  await tx.selectFrom('identity.members').select('person_id').orderBy('person_id').forUpdate().execute()
}
