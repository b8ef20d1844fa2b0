import { queryOptions, usePrefetchQuery, useQuery } from '@tanstack/react-query'
import type { Output } from '#api/api.ts'
import { useApi } from '#api/use-api.ts'
import { referenceTo } from './workspace-path.ts'

export type WorkspaceItem = Output<'getWorkspace'>

/** Key of a workspace, given its id, its name, or a former name. */
export const toWorkspaceKey = (workspace: string) => ['getWorkspace', workspace] as const

/** Reads a workspace, given its id, its name, or a former name. */
export function useWorkspace(workspace: string) {
  const api = useApi()
  const options = queryOptions({
    queryKey: toWorkspaceKey(workspace),
    queryFn: ({ signal }): Promise<WorkspaceItem> => {
      const reference = referenceTo(workspace)
      return 'workspace_id' in reference
        ? api.call('getWorkspace', { path: reference, query: {} }, { signal })
        : api.call('getWorkspaceByName', { path: { name: reference.workspace_name }, query: {} }, { signal })
    },
  })
  // Otherwise the request would wait until the frame is rendered, and the requests of the page for it.
  usePrefetchQuery(options)
  return useQuery(options)
}
