import { NotFoundError } from '@bulkhead/sdk/source/errors'
import { useQuery } from '@tanstack/react-query'
import type { Output } from '#api/api.ts'
import { useApi } from '#api/use-api.ts'
import { referenceTo } from '#shell/workspace-path.ts'

export type WorkspaceItem = Output<'getWorkspace'>

/** A workspace by what an address names it by: its id, or a name it has or had. */
export function useWorkspace(workspace: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['getWorkspace', workspace],
    queryFn: async ({ signal }): Promise<WorkspaceItem> => {
      const reference = referenceTo(workspace)
      if ('workspace_id' in reference) {
        return api.call('getWorkspace', { path: reference, query: {} }, { signal })
      }
      const { workspace_name } = reference
      const query = { name_contains: workspace_name, limit: 1 }
      const [first] = (await api.call('listWorkspaces', { query }, { signal })).data
      if (first?.name === workspace_name || first?.aliases.includes(workspace_name) === true) return first
      throw new NotFoundError({
        code: 'workspace_not_found',
        message: 'There is no workspace with this name.',
        status: 404,
        requestId: undefined,
        errors: [],
        retryAfter: undefined,
      })
    },
  })
}
