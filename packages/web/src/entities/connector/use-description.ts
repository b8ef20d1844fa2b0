import type { Description } from '@bulkhead/sdk'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '#api/use-api.ts'
import { type RunTarget, toTargetKey } from './run-target.ts'

/**
 * Reads the operations that a target offers. This sends no request to the service and, for sample data, records no
 * call.
 */
export function useDescription(target: RunTarget | undefined) {
  const api = useApi()
  return useQuery({
    queryKey: ['description', target && toTargetKey(target)],
    enabled: target !== undefined,
    staleTime: 300_000,
    queryFn: async ({ signal }) => {
      if (target === undefined) throw new TypeError('There is no target.')
      const body = { entity: '', action: 'describe' }
      const { result } =
        target.kind === 'connector'
          ? await api.call(
              'executeOperation',
              { path: { connector_id: target.connector_id }, body },
              { signal },
            )
          : await api.call(
              'executeSampleOperation',
              { path: { workspace_id: target.workspace_id, connector_type: target.connector_type }, body },
              { signal },
            )
      return result as Description
    },
  })
}
