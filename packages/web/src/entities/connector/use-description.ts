import type { Description } from '@bulkhead/sdk'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '#api/use-api.ts'

/** What can be done with a connector. It is known without asking the service. */
export function useDescription(connector_id: string | undefined) {
  const api = useApi()
  return useQuery({
    queryKey: ['description', connector_id],
    enabled: connector_id !== undefined,
    staleTime: 300_000,
    queryFn: async ({ signal }) => {
      const { result } = await api.call(
        'executeOperation',
        { path: { connector_id: connector_id ?? '' }, body: { entity: '', action: 'describe' } },
        { signal },
      )
      return result as Description
    },
  })
}
