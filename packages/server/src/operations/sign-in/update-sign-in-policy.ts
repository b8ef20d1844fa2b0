import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { updateSignInPolicy as operation } from '@bulkhead/contract/people/sign-in'
import { sql } from 'kysely'
import { recordAudit } from '#audit/record-audit'
import { lockOwner } from '#identity/lock-people'
import { isPasskeySession } from '#identity/passkeys/passkey-rows'
import { readSignInPolicy } from '#identity/providers/sign-in-policy'
import { hasSecondFactor } from '#identity/second-factor/prove-second-factor'
import { endTokensWithoutFactor, lockEverybody } from '#identity/second-factor/required-factor'
import { revokeSessions } from '#identity/sessions/end-sessions'
import type { Services } from '#operations/services'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { RequestContext } from '#request/principal'

/**
 * Changes how people sign in. If passwords are turned off, sessions that began with a password end. If a second factor
 * is required, tokens of people without one end.
 */
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
    const hasFactor =
      context.lapses_at !== undefined ||
      (await hasSecondFactor(identity, context.person ?? '')) ||
      (await isPasskeySession(identity, context.session ?? ''))
    const tx = await become({ role: 'bulkhead_organization', organization })
    if (body.second_factor === true) await lockEverybody(tx)
    await lockOwner(tx, context.person)
    const before = await readSignInPolicy(tx)
    const isRequired = body.second_factor === true && !before.second_factor
    if (isRequired && !hasFactor) {
      throw new BulkheadError(
        'sign_in_policy_refused',
        'A second factor is required by an owner who has one. Set yours up first.',
      )
    }
    const policy = { ...before, ...body }
    await tx
      .insertInto('identity.sign_in_policies')
      .values({ organization_id: organization, ...policy })
      .onConflict((conflict) =>
        conflict.column('organization_id').doUpdateSet({ ...policy, updated_at: sql<Date>`now()` }),
      )
      .execute()
    await recordAudit(tx, context, {})
    const tokens = isRequired ? await endTokensWithoutFactor(tx) : []
    if (!isTurnedOff) return { policy, ended: tokens }
    await become({ role: 'bulkhead_identity' })
    const sessions = await deletePasswordSessions(identity, organization)
    await become({ role: 'bulkhead_organization', organization })
    return { policy, ended: [...tokens, ...(await revokeSessions(tx, organization, sessions))] }
  })
  revocations.apply(ended)
  return policy
}

/** Deletes the sessions of an organization's people that no provider began. Runs as `bulkhead_identity`. */
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
