import type { inspectConnector as operation } from '@bulkhead/contract/checks'
import type { Input, Output } from '@bulkhead/contract/operation'
import { asPrincipal } from '#database/as-principal'
import type { Principal } from '#principal'
import type { Services } from '#services'
import { findWorkspace } from '#workspaces/find-workspace'
import { connectorNotFound, findConnector } from './find-connector.ts'

/** Says what a connector is and why it would not work, from what is stored. */
export async function inspectConnector(
  { database, definitions }: Services,
  principal: Principal,
  { params }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const { row, workspace } = await asPrincipal(database, principal, 'read only', async (tx) => {
    const row = await findConnector(tx, principal, params.connector_id)
    return { row, workspace: row && (await findWorkspace(tx, principal, { workspace_id: row.workspace_id })) }
  })
  if (row === undefined || workspace === undefined) throw connectorNotFound()
  const installed = definitions.byId(row.definition_id)
  const warnings = [
    installed === undefined &&
      'The connector document of this connector is not on this server: nothing can be executed.',
    workspace.status === 'inactive' && 'The workspace is inactive: nothing can be executed.',
    row.status === 'needs_reauthentication' && 'The connector needs its credentials again.',
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
