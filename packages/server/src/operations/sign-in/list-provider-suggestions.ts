import type { listProviderSuggestions as operation } from '@bulkhead/contract/people/providers'
import { PROVIDER_COLUMNS, providerNotFound } from '#people/providers/provider-rows'
import { MOST_SUGGESTIONS, suggestWorkspaces } from '#people/providers/suggest-workspaces'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { isUuid } from '#platform/identifiers'
import type { Handler } from '../handler.ts'

/** Lists the workspaces whose names match patterns of mappings. */
export const listProviderSuggestions: Handler<typeof operation> = async (
  { database },
  context,
  { params: { provider_id } },
) => {
  if (!isUuid(provider_id)) throw providerNotFound()
  return asPrincipal(database, context, 'read only', async (tx) => {
    const provider = await tx
      .selectFrom('identity.providers')
      .select(PROVIDER_COLUMNS)
      .where('provider_id', '=', provider_id)
      .executeTakeFirst()
    if (provider === undefined) throw providerNotFound()
    const { mappings, claims } = provider
    const suggested = mappings.filter(({ suggests }) => suggests !== undefined)
    if (suggested.length === 0) return { data: [] }
    const workspaces = await tx
      .selectFrom('workspaces')
      .select(['workspace_id', 'name'])
      .orderBy('workspace_id')
      .execute()
    const data = suggested.flatMap((mapping) => suggestWorkspaces(mapping, claims.groups, workspaces))
    return { data: data.slice(0, MOST_SUGGESTIONS) }
  })
}
