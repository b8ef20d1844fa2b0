import { type QueryClient, skipToken, useQuery } from '@tanstack/react-query'
import type { OperationId, Output } from '#api/api.ts'

interface LastCheck {
  readonly status: Output<'checkConnector'>['status']
  readonly at: string
}

/** Queries that show a connector's health or its recorded calls. */
const SHOW_CALLS = ['getConnector', 'listConnectors', 'listToolCalls'] as const satisfies OperationId[]
/** Milliseconds after which a call is on record: usually within a second of its response, later on a busy server. */
const ON_RECORD_MS = [1_500, 6_000]

const toKey = (connector_id: string) => ['last check', connector_id] as const

/**
 * Stores the result of a check until the app is closed, since the server stores only calls. Reads the connector's health
 * again once the calls of the check are recorded.
 */
export function noteCheck(client: QueryClient, connector_id: string, status: LastCheck['status']): void {
  const key = toKey(connector_id)
  client.setQueryDefaults(key, { gcTime: Number.POSITIVE_INFINITY })
  client.setQueryData<LastCheck>(key, { status, at: new Date().toISOString() })
  for (const delayMs of ON_RECORD_MS) {
    setTimeout(() => {
      for (const id of SHOW_CALLS) client.invalidateQueries({ queryKey: [id] })
    }, delayMs)
  }
}

export function useLastCheck(connector_id: string): LastCheck | undefined {
  return useQuery<LastCheck>({ queryKey: toKey(connector_id), queryFn: skipToken }).data
}
