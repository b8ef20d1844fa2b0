import type { deleteDirectoryTokens as operation } from '@bulkhead/contract/people/directory'
import { recordAudit } from '#journal/audit/record-audit'
import { endDirectoryTokens, listDirectoryTokens } from '#people/directory/directory-tokens'
import { lockOwner } from '#people/lock-people'
import { holdProvider } from '#people/providers/provider-rows'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Handler } from '../handler.ts'

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
