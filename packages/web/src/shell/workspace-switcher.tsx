import { keepPreviousData } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { Box, ChevronsUpDown } from 'lucide-react'
import { useState } from 'react'
import { useRead } from '#api/use-api.ts'
import { Badge } from '#ui/badge.tsx'
import { Picker } from '#ui/picker.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { useDebounced } from '#ui/use-debounced.ts'
import { useWorkspace } from '#workspaces/use-workspace.ts'
import { useCurrentWorkspace } from './use-current-workspace.ts'

/** Says in which workspace one is, and leads to others; the page stays the same kind of page. */
export function WorkspaceSwitcher() {
  const [isOpen, setOpen] = useState(false)
  const current = useWorkspace(useCurrentWorkspace())
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className="flex min-h-10 items-center gap-2.5 rounded-md border border-line bg-surface px-2 py-1 text-left shadow-control transition-colors hover:border-line-strong"
      >
        <Box aria-hidden="true" className="size-4 shrink-0 text-accent" />
        <span className="min-w-0 flex-1">
          <span className="sr-only">Workspace: </span>
          {current.data === undefined ? (
            <Skeleton className="h-4 w-24" />
          ) : (
            <span className="block truncate font-medium text-sm">{current.data.name}</span>
          )}
        </span>
        {current.data?.status === 'inactive' && <Badge tone="warn">inactive</Badge>}
        <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-subtle" />
      </button>
      {isOpen && <WorkspacePicker onClose={() => setOpen(false)} />}
    </>
  )
}

function WorkspacePicker({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('')
  const settled = useDebounced(text.trim())
  const navigate = useNavigate()
  const page = useRouterState({ select: pageOfWorkspace })
  const { data, isFetching } = useRead(
    'listWorkspaces',
    { query: { limit: 50, ...(settled !== '' && { name_contains: settled }) } },
    { placeholderData: keepPreviousData },
  )
  return (
    <Picker
      title="Switch workspace"
      placeholder="Find a workspace…"
      text={text}
      onText={setText}
      busy={isFetching}
      groups={[
        {
          label: 'Workspaces',
          items: (data?.data ?? []).map(({ id, name, status }) => ({
            id,
            label: name,
            hint: status === 'inactive' ? <Badge tone="warn">inactive</Badge> : undefined,
            icon: <Box />,
            onPick: () => navigate({ to: page, params: { workspace: id } }),
          })),
        },
      ]}
      empty="No workspace has this name."
      footer="Workspaces are made by your app: the first time that it mints a token for a new name."
      onClose={onClose}
    />
  )
}

/** The same kind of page in another workspace; of one connector, the list of them. */
function pageOfWorkspace({ matches }: { readonly matches: readonly { readonly fullPath: string }[] }) {
  const path = matches.at(-1)?.fullPath ?? ''
  if (path.startsWith('/w/$workspace/connectors')) return '/w/$workspace/connectors' as const
  return '/w/$workspace' as const
}
