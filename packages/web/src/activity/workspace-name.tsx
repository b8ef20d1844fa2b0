import { useRead } from '#api/use-api.ts'

const KEPT_MS = 300_000

/** What a workspace is called now; calls outlive it. */
export function WorkspaceName({ id }: { readonly id: string | null }) {
  const { data, isError } = useRead(
    'getWorkspace',
    { path: { workspace_id: id ?? '' }, query: {} },
    { enabled: id !== null, staleTime: KEPT_MS },
  )
  if (id === null) return <span className="text-subtle">none</span>
  if (isError) return <span className="text-subtle">deleted</span>
  return <span className="block truncate">{data?.name ?? '…'}</span>
}
