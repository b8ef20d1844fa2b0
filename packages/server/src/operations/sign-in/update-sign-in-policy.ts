import { BulkheadError } from '@bulkhead/contract/errors'
import type { updateSignInPolicy as operation } from '@bulkhead/contract/people/sign-in'
import { sql } from 'kysely'
import { recordAudit } from '#journal/audit/record-audit'
import { lockOwner } from '#people/lock-people'
import { isPasskeySession } from '#people/passkeys/passkey-rows'
import { readSignInPolicy } from '#people/providers/sign-in-policy'
import { hasSecondFactor } from '#people/second-factor/prove-second-factor'
import { endTokensWithoutFactor, lockEverybody } from '#people/second-factor/required-factor'
import { announceNetworks, readNetworks } from '#people/sessions/allowed-networks'
import { revokeSessions } from '#people/sessions/end-sessions'
import { deleteEndedSessions } from '#people/sessions/session-limits'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { toPlainAddress } from '#platform/networks'
import type { Handler } from '../handler.ts'

/**
 * Changes how people sign in. If passwords are turned off, sessions that began with a password end. If a second factor
 * is required, tokens of people without one end. Sessions past a shorter limit end.
 */
export const updateSignInPolicy: Handler<typeof operation> = async (
  { database, revocations },
  context,
  { body },
) => {
  const { organization } = context
  const isTurnedOff = body.passwords === false
  if (isTurnedOff && context.lapses_at === undefined) {
    throw providerFirst()
  }
  const own_address = toPlainAddress(context.address ?? '')
  const networks = body.networks && readNetworks(body.networks, own_address)
  const { policy, ended } = await asIdentity(database, 'read write', async (identity, become) => {
    const hasFactor =
      context.lapses_at !== undefined ||
      (await hasSecondFactor(identity, context.person ?? '')) ||
      (await isPasskeySession(identity, context.session ?? ''))
    const tx = await become({ role: 'bulkhead_organization', organization })
    if (body.second_factor === true) await lockEverybody(tx)
    await lockOwner(tx, context.person)
    if (isTurnedOff) await holdEnabledProvider(tx)
    const before = await readSignInPolicy(tx)
    const isRequired = body.second_factor === true && !before.second_factor
    if (isRequired && !hasFactor) {
      throw new BulkheadError(
        'sign_in_policy_refused',
        'Only an owner who has a second factor can require one. Set yours up first.',
      )
    }
    const changed = { ...body, ...(networks !== undefined && { networks }) }
    const policy = { ...before, ...changed }
    await tx
      .insertInto('identity.sign_in_policies')
      .values({ organization_id: organization, ...policy })
      .onConflict((conflict) =>
        // Changes that another owner makes at the same time stay.
        conflict.column('organization_id').doUpdateSet({ ...changed, updated_at: sql<Date>`now()` }),
      )
      .execute()
    await recordAudit(tx, context, {})
    const ended = isRequired ? [...(await endTokensWithoutFactor(tx))] : []
    if (networks !== undefined) ended.push(await announceNetworks(tx))
    const isShorter = policy.session_hours < before.session_hours || policy.idle_minutes < before.idle_minutes
    if (!isTurnedOff && !isShorter) return { policy, ended }
    await become({ role: 'bulkhead_identity' })
    const sessions = [
      ...(isTurnedOff ? await deletePasswordSessions(identity, organization) : []),
      ...(isShorter ? await deleteEndedSessions(identity, organization) : []),
    ]
    await become({ role: 'bulkhead_organization', organization })
    return { policy, ended: [...ended, ...(await revokeSessions(tx, organization, sessions))] }
  })
  revocations.apply(ended)
  return { ...policy, own_address }
}

/**
 * Makes sure that people can sign in by a provider. None is disabled or deleted before the transaction ends: whoever
 * does that then sees that passwords are off.
 *
 * @throws BulkheadError `sign_in_policy_refused`
 */
async function holdEnabledProvider(tx: TenantTransaction): Promise<void> {
  const row = await tx
    .selectFrom('identity.providers')
    .select('provider_id')
    .where('enabled', '=', true)
    .forShare()
    .executeTakeFirst()
  if (row === undefined) throw providerFirst()
}

function providerFirst(): BulkheadError {
  return new BulkheadError(
    'sign_in_policy_refused',
    'Only an owner who signed in with a provider can turn passwords off. Sign in with one first.',
  )
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
