import { Trans } from '@lingui/react/macro'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { Box, ChevronsUpDown } from 'lucide-react'
import { useState } from 'react'
import { useCurrentWorkspace } from '#entities/workspace/use-current-workspace.ts'
import { useWorkspace } from '#entities/workspace/use-workspace.ts'
import { WorkspacePicker } from '#entities/workspace/workspace-picker.tsx'
import { Badge } from '#ui/show/badge.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'

/** Shows the current workspace and switches to others. The same kind of page opens there. */
export function WorkspaceSwitcher() {
  const [isOpen, setOpen] = useState(false)
  const navigate = useNavigate()
  const page = useRouterState({ select: pageOfWorkspace })
  const current = useWorkspace(useCurrentWorkspace())
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        title={current.data?.name}
        className="flex h-9 shrink-0 items-center gap-2.5 rounded-md border border-line bg-surface px-2 text-left shadow-control transition-colors hover:border-line-strong rail:justify-center rail:px-0 pointer-coarse:h-10"
      >
        <Box aria-hidden="true" className="size-4 shrink-0 text-accent" />
        <span className="min-w-0 flex-1 rail:sr-only">
          <span className="sr-only">
            <Trans>Workspace:</Trans>{' '}
          </span>
          {current.data === undefined ? (
            <Skeleton className="h-4 w-24" />
          ) : (
            <span className="block truncate font-medium text-sm">{current.data.name}</span>
          )}
        </span>
        {current.data?.status === 'inactive' && (
          <span className="rail:sr-only">
            <Badge tone="warn">
              <Trans>inactive</Trans>
            </Badge>
          </span>
        )}
        <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-subtle rail:hidden" />
      </button>
      {isOpen && (
        <WorkspacePicker
          onPick={(workspace) => navigate({ to: page, params: { workspace } })}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}

const PAGES = ['/w/$workspace/connectors', '/w/$workspace/playground', '/w/$workspace/activity'] as const

/**
 * Returns the route of the same kind of page in another workspace. For a page of one connector, this is the list of
 * connectors.
 */
function pageOfWorkspace({ matches }: { readonly matches: readonly { readonly fullPath: string }[] }) {
  const path = matches.at(-1)?.fullPath ?? ''
  for (const page of PAGES) if (path.startsWith(page)) return page
  return '/w/$workspace' as const
}
