import { type QueryClient, skipToken, useQuery } from '@tanstack/react-query'
import type { Output } from '#api/api.ts'

interface LastCheck {
  readonly status: Output<'checkConnector'>['status']
  readonly at: string
}

const toKey = (connector_id: string) => ['last check', connector_id] as const

/** Stores the result of a check until the app is closed. The server stores only calls. */
export function noteCheck(client: QueryClient, connector_id: string, status: LastCheck['status']): void {
  const key = toKey(connector_id)
  client.setQueryDefaults(key, { gcTime: Number.POSITIVE_INFINITY })
  client.setQueryData<LastCheck>(key, { status, at: new Date().toISOString() })
}

export function useLastCheck(connector_id: string): LastCheck | undefined {
  return useQuery<LastCheck>({ queryKey: toKey(connector_id), queryFn: skipToken }).data
}
