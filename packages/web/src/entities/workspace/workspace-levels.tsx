import type { Level } from '@bulkhead/contract/operation'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { LEVEL_NAMES, LEVELS } from '#entities/session/role-names.ts'
import { WorkspaceName } from '#entities/workspace/workspace-name.tsx'
import { WorkspacePicker } from '#entities/workspace/workspace-picker.tsx'
import { i18n } from '#texts/i18n.ts'
import { Button } from '#ui/button.tsx'
import { Select } from '#ui/form/select.tsx'
import { IconButton } from '#ui/icon-button.tsx'

export interface WorkspaceLevel {
  readonly workspace_id: string
  readonly level: Level
}

interface WorkspaceLevelsProps {
  readonly value: readonly WorkspaceLevel[]
  readonly onChange: (value: readonly WorkspaceLevel[]) => void
}

/** Field for workspaces, each with a level. */
export function WorkspaceLevels({ value, onChange }: WorkspaceLevelsProps) {
  const [isPicking, setPicking] = useState(false)
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium text-sm">
        <Trans>Workspaces</Trans>
      </legend>
      {value.map(({ workspace_id, level }) => (
        <div key={workspace_id} className="flex items-center gap-2 text-sm">
          <span className="min-w-0 flex-1 truncate">
            <WorkspaceName id={workspace_id} />
          </span>
          <Select
            label={t`Level`}
            value={level}
            options={LEVELS.map((one) => ({ value: one, label: i18n._(LEVEL_NAMES[one]) }))}
            onChange={(next) =>
              onChange(
                value.map((one) => (one.workspace_id === workspace_id ? { workspace_id, level: next } : one)),
              )
            }
            className="w-48"
          />
          <IconButton
            label={t`Leave it out`}
            icon={<X />}
            onClick={() => onChange(value.filter((one) => one.workspace_id !== workspace_id))}
          />
        </div>
      ))}
      <div>
        <Button size="sm" icon={<Plus />} onClick={() => setPicking(true)}>
          <Trans>Add a workspace</Trans>
        </Button>
      </div>
      {isPicking && (
        <WorkspacePicker
          onPick={(workspace_id) =>
            onChange([
              ...value.filter((one) => one.workspace_id !== workspace_id),
              { workspace_id, level: 'user' },
            ])
          }
          onClose={() => setPicking(false)}
        />
      )}
    </fieldset>
  )
}
