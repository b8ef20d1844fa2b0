import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import { cx } from '#ui/cx.ts'
import { CONTROL } from '#ui/form/input.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { ChevronDown, X } from '#ui/icons.tsx'
import { WorkspaceName } from './workspace-name.tsx'
import { WorkspacePicker } from './workspace-picker.tsx'

interface WorkspaceFilterProps {
  /** Workspace id. Undefined: any workspace. */
  readonly value: string | undefined
  readonly onChange: (id: string | undefined) => void
}

/** Filter that narrows a list to one workspace, found by its name, or by its id if it was deleted. */
export function WorkspaceFilter({ value, onChange }: WorkspaceFilterProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <span className="inline-flex max-w-64 items-center @max-3xl/page:w-full @max-3xl/page:max-w-none">
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className={cx(
          CONTROL,
          'inline-flex h-8 min-w-40 flex-1 items-center justify-between gap-2 pr-2 pl-2.5 text-left',
        )}
      >
        <span className="min-w-0 truncate">
          <span className="sr-only">
            <Trans>Workspace:</Trans>{' '}
          </span>
          {value === undefined ? t`Any workspace` : <WorkspaceName id={value} />}
        </span>
        <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-subtle" />
      </button>
      {value !== undefined && (
        <IconButton label={t`Any workspace`} icon={<X />} onClick={() => onChange(undefined)} />
      )}
      {isOpen && <WorkspacePicker takesIds onPick={onChange} onClose={() => setOpen(false)} />}
    </span>
  )
}
