import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useChange } from '#api/use-api.ts'
import { ConfirmDialog } from '#ui/layer/confirm-dialog.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import type { WorkspaceDialogProps } from './workspace-dialog-props.ts'

const OUTDATES = ['getWorkspace', 'listWorkspaces', 'getWorkspaceStats'] as const

/** Dialog that deactivates an active workspace, or activates an inactive one. */
export function ChangeStatus({ open, workspace, onClose }: WorkspaceDialogProps) {
  const toasts = useToasts()
  const path = { workspace_id: workspace.id }
  const isActive = workspace.status === 'active'
  const undo = useChange('updateWorkspace', { outdates: OUTDATES, onError: toasts.failed })
  const change = useChange('updateWorkspace', {
    outdates: OUTDATES,
    onSuccess: ({ name, status }) => {
      const back = status === 'active' ? 'inactive' : 'active'
      toasts.done(status === 'active' ? t`${name} is active.` : t`${name} is inactive.`, () =>
        undo.mutate({ path, body: { status: back } }),
      )
      onClose()
    },
  })
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={isActive ? t`Deactivate this workspace?` : t`Activate this workspace?`}
      action={isActive ? t`Deactivate` : t`Activate`}
      danger={isActive}
      busy={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate({ path, body: { status: isActive ? 'inactive' : 'active' } })}
    >
      {isActive ? (
        <>
          <p>
            <Trans>
              In <b className="break-words font-medium">{workspace.name}</b> nothing can be minted, executed,
              checked or added until it is activated again. Reading and deleting stay possible.
            </Trans>
          </p>
          <p>
            <Trans>
              Existing scoped tokens end permanently: after activating, new ones have to be minted.
            </Trans>
          </p>
        </>
      ) : (
        <p>
          <Trans>
            Tokens can be minted for <b className="break-words font-medium">{workspace.name}</b> again, and
            its connectors used.
          </Trans>
        </p>
      )}
    </ConfirmDialog>
  )
}
