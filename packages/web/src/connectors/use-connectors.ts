import { useQuery } from '@tanstack/react-query'
import type { Output } from '#api/api.ts'
import { useApi, useRead } from '#api/use-api.ts'
import { type Health, healthOf } from './health.ts'

export type ConnectorItem = Output<'listConnectors'>['data'][number]
export type ConnectorDetail = Output<'getConnector'>

const REFRESH_MS = 30_000
/** Of the last calls, how many are looked at. */
const LAST = 20

export function useConnectors(workspace_id: string) {
  const list = useRead('listConnectors', { query: { workspace_id } }, { refetchInterval: REFRESH_MS })
  return { ...list, connectors: list.data?.data }
}

export function useConnector(connector_id: string) {
  const read = useRead('getConnector', { path: { connector_id } }, { refetchInterval: REFRESH_MS })
  return { ...read, connector: read.data }
}

/** How connectors of a workspace do, by id; what is not known yet is not there. */
export function useHealths(connectors: readonly Pick<ConnectorItem, 'id' | 'status'>[]) {
  const api = useApi()
  const { data } = useQuery({
    queryKey: ['listToolCalls', 'last of each', connectors.map(({ id }) => id)],
    enabled: connectors.length > 0,
    refetchInterval: REFRESH_MS,
    queryFn: async ({ signal }) => {
      const calls = await Promise.all(
        connectors.map(async ({ id }) => {
          const query = { connector_id: id, limit: LAST }
          return [id, (await api.call('listToolCalls', { query }, { signal })).data] as const
        }),
      )
      return new Map(calls)
    },
  })
  const healths = new Map<string, Health>()
  for (const { id, status } of connectors) {
    const calls = data?.get(id)
    if (calls !== undefined) healths.set(id, healthOf(status, calls))
  }
  return healths
}

/** How a connector does, also before its calls are known. */
export function stateOf(
  { status }: Pick<ConnectorItem, 'status'>,
  health: Health | undefined,
): Health['state'] | undefined {
  return status === 'needs_reauthentication' ? status : health?.state
}
