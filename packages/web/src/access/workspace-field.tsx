import { useState } from 'react'
import { useWorkspace } from '#entities/workspace/use-workspace.ts'
import { WorkspacePicker } from '#entities/workspace/workspace-picker.tsx'
import { Button } from '#ui/button.tsx'
import { ChevronsUpDown } from '#ui/icons.tsx'

interface WorkspaceFieldProps {
  readonly workspace_id: string
  readonly onChoose: (id: string) => void
}

export function WorkspaceField({ workspace_id, onChoose }: WorkspaceFieldProps) {
  const [isOpen, setOpen] = useState(false)
  const { data } = useWorkspace(workspace_id)
  return (
    <div className="flex flex-col gap-1.5">
      <span className="font-medium text-sm">Workspace</span>
      <Button onClick={() => setOpen(true)} className="w-full justify-between! font-normal!">
        <span className="truncate">
          <span className="sr-only">Workspace: </span>
          {data?.name ?? '…'}
        </span>
        <ChevronsUpDown aria-hidden="true" />
      </Button>
      {isOpen && <WorkspacePicker onPick={onChoose} onClose={() => setOpen(false)} />}
    </div>
  )
}
