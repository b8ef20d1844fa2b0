import type { Output } from '#api/api.ts'
import { useRead } from '#api/use-api.ts'
import type { Health } from './health.ts'

export type ConnectorItem = Output<'listConnectors'>['data'][number]
export type ConnectorDetail = Output<'getConnector'>

const REFRESH_MS = 30_000
/** Number of connectors up to which a list is read again by itself. A longer one takes many requests. */
const MOST_AGAIN = 1_000

/** Reads the connectors of a workspace with their health. */
export function useConnectors(workspace_id: string) {
  const query = { workspace_id, include_health: true }
  const refetchInterval = ({
    state,
  }: {
    readonly state: { readonly data?: Output<'listConnectors'> | undefined }
  }) => ((state.data?.data.length ?? 0) > MOST_AGAIN ? false : REFRESH_MS)
  const list = useRead('listConnectors', { query }, { refetchInterval })
  return { ...list, connectors: list.data?.data }
}

/** Reads one connector with its health. */
export function useConnector(connector_id: string) {
  const input = { path: { connector_id }, query: { include_health: true } }
  const read = useRead('getConnector', input, { refetchInterval: REFRESH_MS })
  return { ...read, connector: read.data }
}

/** Returns a connector's state. A stored status takes precedence over recent calls. */
export function getState({ status, health }: Pick<ConnectorItem, 'status' | 'health'>): Health['state'] {
  return status === 'needs_reauthentication' ? status : (health?.state ?? 'unused')
}
