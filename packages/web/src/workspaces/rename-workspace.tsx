import { t } from '@lingui/core/macro'
import { useChange } from '#api/use-api.ts'
import type { WorkspaceItem } from '#entities/workspace/use-workspace.ts'
import { RenameDialog } from '#ui/layer/rename-dialog.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'

interface RenameWorkspaceProps {
  readonly workspace: WorkspaceItem
  readonly onClose: () => void
}

const OUTDATES = ['getWorkspace', 'listWorkspaces'] as const

export function RenameWorkspace({ workspace, onClose }: RenameWorkspaceProps) {
  const toasts = useToasts()
  const path = { workspace_id: workspace.id }
  const undo = useChange('updateWorkspace', { outdates: OUTDATES, onError: toasts.failed })
  const rename = useChange('updateWorkspace', {
    outdates: OUTDATES,
    onSuccess: ({ name }) => {
      toasts.done(t`Renamed to ${name}.`, () => undo.mutate({ path, body: { name: workspace.name } }))
      onClose()
    },
  })
  return (
    <RenameDialog
      title={t`Rename workspace`}
      name={workspace.name}
      help={t`The old name stays an alias: clients that use it keep working, and no other workspace can take it.`}
      busy={rename.isPending}
      error={rename.error}
      onRename={(name) => rename.mutate({ path, body: { name } })}
      onClose={onClose}
    />
  )
}
