import { useQueryClient } from '@tanstack/react-query'
import { useChange } from '#api/use-api.ts'
import { noteCheck } from '#entities/connector/last-check.ts'

/** Checks a connector. */
export function useCheck(connector_id: string) {
  const client = useQueryClient()
  const check = useChange('checkConnector', {
    outdates: ['getConnector', 'listConnectors', 'listToolCalls'],
    onSuccess: ({ status }) => noteCheck(client, connector_id, status),
  })
  return { ...check, run: () => check.mutate({ path: { connector_id }, body: {} }) }
}
