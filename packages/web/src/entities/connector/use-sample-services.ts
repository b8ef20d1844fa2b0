import { useRead } from '#api/use-api.ts'

/** Reads the services with sample data, which need no credential. Empty if the operator turned sample data off. */
export function useSampleServices(workspace_id: string | undefined) {
  const { data, error } = useRead(
    'listSampleServices',
    { path: { workspace_id: workspace_id ?? '' } },
    { enabled: workspace_id !== undefined, staleTime: Number.POSITIVE_INFINITY },
  )
  // If the request fails, pages are shown without sample data.
  return error === null ? data?.data : []
}
