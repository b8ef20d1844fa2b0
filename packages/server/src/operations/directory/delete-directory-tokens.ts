import type { deleteDirectoryTokens as operation } from '@bulkhead/contract/people/directory'
import { recordAudit } from '#audit/record-audit'
import { endDirectoryTokens, listDirectoryTokens } from '#identity/directory/directory-tokens'
import { lockOwner } from '#identity/lock-people'
import { holdProvider } from '#identity/providers/provider-rows'
import type { Handler } from '#operations/handler'
import { asPrincipal } from '#platform/database/roles/as-principal'

/** Ends tokens of a provider's directory. */
export const deleteDirectoryTokens: Handler<typeof operation> = async (
  { database },
  context,
  { params, query },
) => {
  return asPrincipal(database, context, 'read write', async (tx) => {
    await lockOwner(tx, context.person)
    const { provider_id } = await holdProvider(tx, params.provider_id)
    await endDirectoryTokens(tx, provider_id, query.only === 'previous' ? 1 : 0)
    await recordAudit(tx, context, { subject: provider_id })
    return { provider_id, tokens: await listDirectoryTokens(tx, provider_id) }
  })
}
