import { Trans } from '@lingui/react/macro'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { useWorkspace } from '#entities/workspace/use-workspace.ts'
import { WorkspacePicker } from '#entities/workspace/workspace-picker.tsx'
import { cx } from '#ui/cx.ts'
import { CONTROL } from '#ui/form/input.tsx'

interface WorkspaceFieldProps {
  /** Undefined: the person has not chosen. */
  readonly workspace_id: string | undefined
  /** Whether inactive workspaces are left out. */
  readonly activeOnly?: boolean
  readonly onChoose: (id: string) => void
}

export function WorkspaceField({ workspace_id, activeOnly = false, onChoose }: WorkspaceFieldProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="flex flex-col gap-1.5">
      <span className="font-medium text-sm">
        <Trans>Workspace</Trans>
      </span>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className={cx(CONTROL, 'flex h-8 w-full items-center justify-between gap-2 pr-2 pl-2.5 text-left')}
      >
        <span className="truncate">
          <span className="sr-only">
            <Trans>Workspace:</Trans>{' '}
          </span>
          {workspace_id === undefined ? (
            <Trans>Choose a workspace</Trans>
          ) : (
            <WorkspaceName workspace_id={workspace_id} />
          )}
        </span>
        <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-subtle" />
      </button>
      {isOpen && <WorkspacePicker activeOnly={activeOnly} onPick={onChoose} onClose={() => setOpen(false)} />}
    </div>
  )
}

function WorkspaceName({ workspace_id }: { readonly workspace_id: string }) {
  return useWorkspace(workspace_id).data?.name ?? '…'
}
