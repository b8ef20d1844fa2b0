import { Trans } from '@lingui/react/macro'
import { useRead } from '#api/use-api.ts'
import { None } from '#ui/show/none.tsx'

const KEPT_MS = 300_000

interface WorkspaceNameProps {
  readonly id: string | null
  /** Name, if known already. Null: the workspace no longer exists. */
  readonly name?: string | null | undefined
}

/** Current name of a workspace. Calls outlive their workspace. */
export function WorkspaceName({ id, name }: WorkspaceNameProps) {
  if (id === null) return <None />
  if (name === undefined) return <NameOfId id={id} />
  if (name === null)
    return (
      <span className="text-subtle">
        <Trans>deleted</Trans>
      </span>
    )
  return <span className="block truncate">{name}</span>
}

function NameOfId({ id }: { readonly id: string }) {
  const { data, isError } = useRead(
    'getWorkspace',
    { path: { workspace_id: id }, query: {} },
    { staleTime: KEPT_MS },
  )
  return <WorkspaceName id={id} name={isError ? null : (data?.name ?? '…')} />
}
