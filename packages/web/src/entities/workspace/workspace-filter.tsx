import { useState } from 'react'
import { Button } from '#ui/button.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { ChevronsUpDown, X } from '#ui/icons.tsx'
import { WorkspaceName } from './workspace-name.tsx'
import { WorkspacePicker } from './workspace-picker.tsx'

interface WorkspaceFilterProps {
  /** Id of the workspace; undefined: any. */
  readonly value: string | undefined
  readonly onChange: (id: string | undefined) => void
}

/** Narrows a list to one workspace, found by its name, or by its id if it was deleted. */
export function WorkspaceFilter({ value, onChange }: WorkspaceFilterProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <span className="inline-flex max-w-64 items-center @max-3xl/page:w-full @max-3xl/page:max-w-none">
      <Button
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className="min-w-0 shrink! font-normal! @max-3xl/page:flex-1 @max-3xl/page:justify-between!"
      >
        <span className="sr-only">Workspace: </span>
        {value === undefined ? 'Any workspace' : <WorkspaceName id={value} />}
        <ChevronsUpDown aria-hidden="true" />
      </Button>
      {value !== undefined && (
        <IconButton label="Any workspace" icon={<X />} onClick={() => onChange(undefined)} />
      )}
      {isOpen && <WorkspacePicker takesIds onPick={onChange} onClose={() => setOpen(false)} />}
    </span>
  )
}
