import { useRead } from '#api/use-api.ts'

/** Reads which services can be tried without a credential: none where the operator turned that off. */
export function useSampleServices(workspace_id: string | undefined) {
  const { data, error } = useRead(
    'listSampleServices',
    { path: { workspace_id: workspace_id ?? '' } },
    { enabled: workspace_id !== undefined, staleTime: Number.POSITIVE_INFINITY },
  )
  // Nothing depends on it: a page is shown without.
  return error === null ? data?.data : []
}
