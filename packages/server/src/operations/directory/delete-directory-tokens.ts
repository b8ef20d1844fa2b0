import type { Input, Output } from '@bulkhead/contract/operation'
import type { deleteDirectoryTokens as operation } from '@bulkhead/contract/people/directory'
import { recordAudit } from '#audit/record-audit'
import { endDirectoryTokens, listDirectoryTokens } from '#identity/directory/directory-tokens'
import { lockOwner } from '#identity/lock-people'
import { holdProvider } from '#identity/providers/provider-rows'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { RequestContext } from '#request/principal'

/** Ends tokens of a provider's directory. */
export async function deleteDirectoryTokens(
  { database }: Services,
  context: RequestContext,
  { params, query }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  return asPrincipal(database, context, 'read write', async (tx) => {
    await lockOwner(tx, context.person)
    const { provider_id } = await holdProvider(tx, params.provider_id)
    await endDirectoryTokens(tx, provider_id, query.only === 'previous' ? 1 : 0)
    await recordAudit(tx, context, { subject: provider_id })
    return { provider_id, tokens: await listDirectoryTokens(tx, provider_id) }
  })
}
