import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useConfirmedChange } from '#api/use-confirmed-change.ts'
import type { WorkspaceDialogProps } from '#entities/workspace/workspace-dialog-props.ts'
import { ConfirmDialog } from '#ui/layer/confirm-dialog.tsx'

export function RevokeTokens({ open, workspace, onClose }: WorkspaceDialogProps) {
  const confirmed = useConfirmedChange('revokeWorkspaceTokens', {
    input: { path: { workspace_id: workspace.id } },
    done: t`All tokens of ${workspace.name} are revoked.`,
    onDone: onClose,
  })
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t`Revoke all tokens?`}
      action={t`Revoke all`}
      danger
      {...confirmed}
    >
      <p>
        <Trans>
          Every scoped token of <b className="break-words font-medium">{workspace.name}</b> is refused from
          now on, on every process within a second. Anyone who holds one needs a new one from your app, which
          can mint it at once.
        </Trans>
      </p>
      <p>
        <Trans>
          Connectors and credentials stay as they are. A call already sent to a service may finish.
        </Trans>
      </p>
    </ConfirmDialog>
  )
}
