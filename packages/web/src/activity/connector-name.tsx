import { useRead } from '#api/use-api.ts'
import { ServiceName } from '#entities/connector/service-name.tsx'
import type { ToolCall } from './tool-call.ts'

/** Current name of a call's connector, or the service's name if the connector was deleted. */
export function ConnectorName({ call }: { readonly call: ToolCall }) {
  const { workspace_id, connector_name, definition_id } = call
  if (connector_name) return <span className="block truncate">{connector_name}</span>
  if (connector_name === null || workspace_id === null) return <ServiceName id={definition_id} />
  return <NameOfConnector call={call} workspace_id={workspace_id} />
}

function NameOfConnector({ call, workspace_id }: { readonly call: ToolCall; readonly workspace_id: string }) {
  const { data, isError } = useRead('listConnectors', { query: { workspace_id } }, { staleTime: 300_000 })
  if (data === undefined && !isError) return <span className="text-subtle">…</span>
  const connector = data?.data.find(({ id }) => id === call.connector_id)
  return <ConnectorName call={{ ...call, connector_name: connector?.name ?? null }} />
}
