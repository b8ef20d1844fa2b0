import type { Input, Output } from '@bulkhead/contract/operation'
import type { updateProvider as operation } from '@bulkhead/contract/people/providers'
import { sql } from 'kysely'
import { recordAudit } from '#audit/record-audit'
import { lockOwner } from '#identity/lock-people'
import { assertOtherProvider } from '#identity/providers/assert-other-provider'
import { endProviderSessions } from '#identity/providers/end-provider-sessions'
import {
  assertMappedWorkspaces,
  holdProvider,
  PROVIDER_COLUMNS,
  providerItem,
  sealSecret,
} from '#identity/providers/provider-rows'
import type { Services } from '#operations/services'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { RequestContext } from '#request/principal'

/** Changes a provider. Disabled, it has its sessions ended. */
export async function updateProvider(
  { database, keyring, revocations, issuer: publicUrl }: Services,
  context: RequestContext,
  { params, body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const { organization } = context
  const { item, ended } = await asIdentity(database, 'read write', async (identity, become) => {
    const tx = await become({ role: 'bulkhead_organization', organization })
    await lockOwner(tx, context.person)
    const { provider_id, issuer, claims } = await holdProvider(tx, params.provider_id)
    if (body.enabled === false) await assertOtherProvider(tx, provider_id)
    await assertMappedWorkspaces(tx, body.mappings)
    const { client_secret } = body
    const row = await tx
      .updateTable('identity.providers')
      .set({
        updated_at: sql<Date>`now()`,
        ...(body.name !== undefined && { name: body.name }),
        ...(body.client_id !== undefined && { client_id: body.client_id }),
        ...(client_secret !== undefined && {
          sealed: await sealSecret(tx, keyring, { provider: provider_id, issuer }, client_secret),
        }),
        ...(body.scopes !== undefined && { scopes: body.scopes }),
        ...(body.claims !== undefined && { claims: JSON.stringify({ ...claims, ...body.claims }) }),
        ...(body.trusts_email !== undefined && { trusts_email: body.trusts_email }),
        ...(body.admits !== undefined && { admits: body.admits }),
        ...(body.mappings !== undefined && { mappings: JSON.stringify(body.mappings) }),
        ...(body.enabled !== undefined && { enabled: body.enabled }),
      })
      .where('provider_id', '=', provider_id)
      .returning(PROVIDER_COLUMNS)
      .executeTakeFirstOrThrow()
    await recordAudit(tx, context, { subject: provider_id })
    const ended =
      body.enabled === false ? await endProviderSessions(identity, become, organization, provider_id) : []
    return { item: providerItem(publicUrl, organization, row), ended }
  })
  revocations.apply(ended)
  return item
}
