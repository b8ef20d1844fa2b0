import { useRead } from '#api/use-api.ts'

const KEPT_MS = 300_000

interface WorkspaceNameProps {
  readonly id: string | null
  /** Where it is known already; null: there is no such workspace any more. */
  readonly name?: string | null | undefined
}

/** What a workspace is called now; calls outlive it. */
export function WorkspaceName({ id, name }: WorkspaceNameProps) {
  const { data, isError } = useRead(
    'getWorkspace',
    { path: { workspace_id: id ?? '' }, query: {} },
    { enabled: id !== null && name === undefined, staleTime: KEPT_MS },
  )
  if (id === null) return <span className="text-subtle">none</span>
  if (isError || name === null) return <span className="text-subtle">deleted</span>
  return <span className="block truncate">{name ?? data?.name ?? '…'}</span>
}
