import type { updateProvider as operation } from '@bulkhead/contract/people/providers'
import { recordAudit } from '#journal/audit/record-audit'
import { countLockedOut } from '#people/account/count-locked-out'
import { changeProvider } from '#people/declared/change-provider'
import { lockOwners, lockProviderIdentities } from '#people/lock-people'
import { endChangedProvider } from '#people/providers/end-provider-sessions'
import { holdProvider, providerItem } from '#people/providers/provider-rows'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Handler } from '../handler.ts'

/** Changes a provider. Ends sessions and rights that it no longer allows. */
export const updateProvider: Handler<typeof operation> = async (
  { database, keyring, revocations, issuer: publicUrl },
  context,
  { params, body },
) => {
  const { organization } = context
  const { item, ended } = await asIdentity(database, 'read write', async (identity, become) => {
    const tx = await become({ role: 'bulkhead_organization', organization })
    // Changes by the directory lock identities, and then the provider.
    if (body.enabled === false || body.approves_agents === false)
      await lockProviderIdentities(tx, params.provider_id)
    await lockOwners(tx, context.person)
    const held = await holdProvider(tx, params.provider_id)
    const change = { tx: identity, become, organization, provider_id: held.provider_id }
    if (body.enabled === false) await countLockedOut(change, [])
    const row = await changeProvider(tx, keyring, held, body)
    const { provider_id } = row
    await recordAudit(tx, context, { subject: provider_id })
    const ended = await endChangedProvider(change, body)
    return { item: providerItem(publicUrl, organization, row), ended }
  })
  revocations.apply(ended)
  return item
}
