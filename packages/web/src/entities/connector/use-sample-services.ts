import { useRead } from '#api/use-api.ts'

/** Reads which services can be tried without a credential: none where the operator turned that off. */
export function useSampleServices(workspace_id: string | undefined) {
  const { data } = useRead(
    'listSampleServices',
    { path: { workspace_id: workspace_id ?? '' } },
    { enabled: workspace_id !== undefined, staleTime: Number.POSITIVE_INFINITY },
  )
  return data?.data
}
