import type { listSampleServices as operation } from '@bulkhead/contract/executions/sample-data'
import type { Input, Output } from '@bulkhead/contract/operation'
import { SAMPLE_SERVICES } from '#execution/sample-data/sample-services'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { isUuid } from '#platform/identifiers'
import type { RequestContext } from '#request/principal'
import { findWorkspace, workspaceNotFound } from '#workspaces/find-workspace'

/** Lists the services that this server simulates. */
export async function listSampleServices(
  { database, definitions, hasSampleData }: Services,
  context: RequestContext,
  { params: { workspace_id } }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
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
