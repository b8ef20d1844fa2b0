import type { inspectConnector as operation } from '@bulkhead/contract/checks'
import { connectorNotFound, findConnector } from '#connectors/connections/connector-rows'
import { needsReauthentication } from '#connectors/oauth/refresh-failure'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { findWorkspace } from '#tenancy/workspaces/find-workspace'
import type { Handler } from '../handler.ts'

/** Describes a connector and the reasons why it would not work, from stored data alone. */
export const inspectConnector: Handler<typeof operation> = async (
  { database, definitions },
  principal,
  { params },
) => {
  const { row, workspace, tokens } = await asPrincipal(database, principal, 'read only', async (tx) => {
    const row = await findConnector(tx, params.connector_id)
    if (row === undefined) return {}
    const workspace = await findWorkspace(tx, principal, { workspace_id: row.workspace_id })
    const tokens = await tx
      .selectFrom('connector_tokens')
      .select(['failure', 'failing_since'])
      .where('workspace_id', '=', row.workspace_id)
      .where('connector_id', '=', row.connector_id)
      .executeTakeFirst()
    return { row, workspace, tokens }
  })
  if (row === undefined || workspace === undefined) throw connectorNotFound()
  const installed = definitions.byId(row.definition_id)
  const warnings = [
    installed === undefined &&
      'This server does not have the document of this connector: nothing can be executed.',
    workspace.status === 'inactive' && 'The workspace is inactive: nothing can be executed.',
    row.status === 'needs_reauthentication' &&
      (tokens === undefined
        ? 'The service refuses the credentials of this connector (401). Update it with new ones.'
        : needsReauthentication(tokens.failure).message),
    row.status === 'pending' && 'It awaits confirmation of its connect session: nothing can be executed.',
    row.status === 'ready' &&
      tokens?.failing_since != null &&
      `Its tokens could not be renewed since ${tokens.failing_since.toISOString()} (${tokens.failure}).`,
  ]
  return {
    connector_id: row.connector_id,
    name: row.name,
    workspace_id: row.workspace_id,
    organization_id: row.organization_id,
    source_definition_id: row.definition_id,
    source_definition_name: installed?.display_name ?? null,
    source_config_template_id: definitions.ofConnector(row.definition_id).template_id,
    docs_skill_id: `connector-source:${row.connector_id}`,
    warnings: warnings.filter((warning) => warning !== false),
    context_store_readiness: null,
  }
}
