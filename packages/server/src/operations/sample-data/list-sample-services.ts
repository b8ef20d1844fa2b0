import type { listSampleServices as operation } from '@bulkhead/contract/executions/sample-data'
import { SAMPLE_SERVICES } from '#execution/sample-data/sample-services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { isUuid } from '#platform/identifiers'
import { findWorkspace, workspaceNotFound } from '#tenancy/workspaces/find-workspace'
import type { Handler } from '../handler.ts'

/** Lists the services that this server simulates. */
export const listSampleServices: Handler<typeof operation> = async (
  { database, definitions, hasSampleData },
  context,
  { params: { workspace_id } },
) => {
  if (!isUuid(workspace_id)) throw workspaceNotFound()
  return asPrincipal(database, context, 'read only', async (tx) => {
    const found = await findWorkspace(tx, context, { workspace_id })
    if (found === undefined) throw workspaceNotFound()
    const data = (hasSampleData ? SAMPLE_SERVICES : []).flatMap(({ slug }) => {
      const known = definitions.byType(slug)
      if (known === undefined) return []
      return [{ connector_type: slug, definition_id: known.definition_id, name: known.display_name }]
    })
    return { workspace_id: found.workspace_id, data }
  })
}
