import type { deleteProvider as operation } from '@bulkhead/contract/people/providers'
import { recordAudit } from '#journal/audit/record-audit'
import { countLockedOut } from '#people/account/count-locked-out'
import { lockOwners, lockProviderIdentities } from '#people/lock-people'
import { assertOtherProvider } from '#people/providers/assert-other-provider'
import { endProvidedRights } from '#people/providers/end-provided-rights'
import { endProviderSessions } from '#people/providers/end-provider-sessions'
import { holdProvider } from '#people/providers/provider-rows'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Handler } from '../handler.ts'

/** Deletes a provider with its identities, and ends the sessions that it began and the rights that it gave. */
export const deleteProvider: Handler<typeof operation> = async (
  { database, revocations },
  context,
  { params },
) => {
  const { organization } = context
  const { id, locked_out, ended } = await asIdentity(database, 'read write', async (identity, become) => {
    const tx = await become({ role: 'bulkhead_organization', organization })
    // A sign-in in progress locks an identity, and then the rights of its person.
    const people = await lockProviderIdentities(tx, params.provider_id)
    await lockOwners(tx, context.person)
    const { provider_id } = await holdProvider(tx, params.provider_id)
    await assertOtherProvider(tx, provider_id)
    const locked_out = await countLockedOut({ tx: identity, become, organization, provider_id }, people)
    await recordAudit(tx, context, { subject: provider_id })
    const rights = await endProvidedRights(tx, provider_id)
    const ended = [...rights, ...(await endProviderSessions(identity, become, organization, provider_id))]
    await tx.deleteFrom('identity.providers').where('provider_id', '=', provider_id).execute()
    return { id: provider_id, locked_out, ended }
  })
  revocations.apply(ended)
  return { id, deleted_at: new Date().toISOString(), locked_out }
}
