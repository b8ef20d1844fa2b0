import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { updateSignInPolicy as operation } from '@bulkhead/contract/people/sign-in'
import { sql } from 'kysely'
import { recordAudit } from '#audit/record-audit'
import { lockOwner } from '#identity/lock-people'
import { readSignInPolicy } from '#identity/providers/sign-in-policy'
import { revokeSessions } from '#identity/sessions/end-sessions'
import type { Services } from '#operations/services'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { RequestContext } from '#request/principal'

/** Changes how people sign in. With passwords turned off, sessions end that began by one. */
export async function updateSignInPolicy(
  { database, revocations }: Services,
  context: RequestContext,
  { body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const { organization } = context
  const isTurnedOff = body.passwords === false
  if (isTurnedOff && context.lapses_at === undefined) {
    throw new BulkheadError(
      'sign_in_policy_refused',
      'Passwords are turned off by an owner who is signed in by a provider. Sign in by one first.',
    )
  }
  const { policy, ended } = await asIdentity(database, 'read write', async (identity, become) => {
    const tx = await become({ role: 'bulkhead_organization', organization })
    await lockOwner(tx, context.person)
    const policy = { ...(await readSignInPolicy(tx)), ...body }
    await tx
      .insertInto('identity.sign_in_policies')
      .values({ organization_id: organization, ...policy })
      .onConflict((conflict) =>
        conflict.column('organization_id').doUpdateSet({ ...policy, updated_at: sql<Date>`now()` }),
      )
      .execute()
    await recordAudit(tx, context, {})
    if (!isTurnedOff) return { policy, ended: [] }
    await become({ role: 'bulkhead_identity' })
    const sessions = await deletePasswordSessions(identity, organization)
    return {
      policy,
      ended: await revokeSessions(
        await become({ role: 'bulkhead_organization', organization }),
        organization,
        sessions,
      ),
    }
  })
  revocations.apply(ended)
  return policy
}

/** Deletes the sessions that no provider began, of people of an organization. Runs as `bulkhead_identity`. */
async function deletePasswordSessions(tx: ConfinedTransaction, organization: string): Promise<string[]> {
  const rows = await tx
    .deleteFrom('identity.sessions as s')
    .where('s.person_id', 'in', (eb) =>
      eb
        .selectFrom('identity.members as m')
        .select('m.person_id')
        .where('m.organization_id', '=', organization),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('identity.session_origins as o')
            .select('o.session_id')
            .whereRef('o.session_id', '=', 's.id'),
        ),
      ),
    )
    .returning('s.id')
    .execute()
  return rows.map(({ id }) => id)
}
