import { useRead } from '#api/use-api.ts'
import type { ToolCall } from './use-live-calls.ts'

const KEPT = { staleTime: 300_000 }

/** What a call's connector is called now; where it is gone, its service. */
export function ConnectorName({ call }: { readonly call: ToolCall }) {
  const { workspace_id, connector_id, connector_name, definition_id } = call
  // One request tells the names of all connectors of a workspace.
  const connectors = useRead(
    'listConnectors',
    { query: { workspace_id: workspace_id ?? '' } },
    { ...KEPT, enabled: connector_name === undefined && workspace_id !== null && connector_id !== null },
  )
  const templates = useRead('listGlobalTemplates', {}, { staleTime: Number.POSITIVE_INFINITY })
  const connector = connectors.data?.data.find(({ id }) => id === connector_id)
  const service = templates.data?.data.find((one) => one.actor_definition_id === definition_id)
  const name = connector_name ?? connector?.name ?? service?.name
  if (name !== undefined) return <span className="block truncate">{name}</span>
  return <span className="text-subtle">{connectors.isFetching ? '…' : 'none'}</span>
}
