import type { Mapping, acceptProviderSuggestion as operation } from '@bulkhead/contract/people/providers'
import { sql } from 'kysely'
import { recordAudit } from '#journal/audit/record-audit'
import { lockAsking } from '#people/lock-people'
import { holdProvider } from '#people/providers/provider-rows'
import { suggestWorkspaces } from '#people/providers/suggest-workspaces'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { workspaceNotFound } from '#tenancy/workspaces/find-workspace'
import type { Handler } from '../handler.ts'

/**
 * Adds a workspace to a mapping by id, with the level that the owner set, if an owner's pattern still matches the
 * workspace's name.
 */
export const acceptProviderSuggestion: Handler<typeof operation> = async (
  { database },
  context,
  { params, body },
) => {
  return asPrincipal(database, context, 'read write', async (tx) => {
    await lockAsking(tx, context.person)
    const { provider_id, mappings, claims } = await holdProvider(tx, params.provider_id)
    const workspace = await tx
      .selectFrom('workspaces')
      .select(['workspace_id', 'name'])
      .where('workspace_id', '=', body.workspace_id)
      .executeTakeFirst()
    if (workspace === undefined) throw workspaceNotFound()
    const isNamed = ({ claim = claims.groups, value }: Mapping) =>
      claim === body.claim && value === body.value
    const suggestions = mappings.map((mapping) =>
      isNamed(mapping) ? suggestWorkspaces(mapping, claims.groups, [workspace]) : [],
    )
    const at = suggestions.findIndex(({ length }) => length > 0)
    const [mapping, suggested] = [mappings[at], suggestions[at]?.[0]]
    if (mapping === undefined || suggested === undefined) {
      const accepted = mappings
        .filter(isNamed)
        .flatMap(({ workspaces = [] }) => workspaces)
        .find(({ workspace_id }) => workspace_id === workspace.workspace_id)
      // No pattern matches any more. If the workspace was accepted before, that stands.
      if (accepted === undefined) throw workspaceNotFound()
      await recordAudit(tx, context, { workspace: workspace.workspace_id, subject: provider_id })
      return accepted
    }
    const given = { workspace_id: workspace.workspace_id, level: suggested.level }
    const changed = mappings.with(at, { ...mapping, workspaces: [...(mapping.workspaces ?? []), given] })
    await tx
      .updateTable('identity.providers')
      .set({ mappings: JSON.stringify(changed), updated_at: sql<Date>`now()` })
      .where('provider_id', '=', provider_id)
      .execute()
    await recordAudit(tx, context, { workspace: workspace.workspace_id, subject: provider_id })
    return given
  })
}
