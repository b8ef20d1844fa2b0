import type { Output } from '#api/api.ts'
import { useRead } from '#api/use-api.ts'
import type { Health } from './health.ts'

type Item = Output<'listConnectors'>['data'][number]
type Detail = Output<'getConnector'>

export type ConnectorItem = Item & { readonly health?: Health | undefined }
export type ConnectorDetail = Detail & { readonly health?: Health | undefined }

const REFRESH_MS = 30_000

/** Connectors of a workspace with how they do. */
export function useConnectors(workspace_id: string) {
  const list = useRead('listConnectors', { query: { workspace_id } }, { refetchInterval: REFRESH_MS })
  return { ...list, connectors: list.data?.data as readonly ConnectorItem[] | undefined }
}

export function useConnector(connector_id: string) {
  const read = useRead('getConnector', { path: { connector_id } }, { refetchInterval: REFRESH_MS })
  return { ...read, connector: read.data as ConnectorDetail | undefined }
}

/** How a connector does, also where its calls are not known. */
export function stateOf({ status, health }: Pick<ConnectorItem, 'status' | 'health'>): Health['state'] {
  if (status === 'needs_reauthentication') return status
  return health?.state ?? 'unused'
}
