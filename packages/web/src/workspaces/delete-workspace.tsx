import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output } from '#api/api.ts'
import { readOptions, useApi, useChange } from '#api/use-api.ts'
import type { WorkspaceDialogProps } from '#entities/workspace/workspace-dialog-props.ts'
import { Button } from '#ui/button.tsx'
import { CopyableId } from '#ui/copy-button.tsx'
import { ConfirmDialog } from '#ui/layer/confirm-dialog.tsx'
import { Dialog, DialogBody, DialogFooter } from '#ui/layer/dialog.tsx'
import { Fact, Facts } from '#ui/show/facts.tsx'
import { exactTime } from '#ui/show/relative-time.ts'

type Receipt = Output<'deleteWorkspace'>

interface DeleteWorkspaceProps extends WorkspaceDialogProps {
  /** Called after the receipt was closed. */
  readonly onDeleted: () => void
}

/** Dialog that deletes a workspace after its name was typed, and then shows the receipt. */
export function DeleteWorkspace({ open, workspace, onClose, onDeleted }: DeleteWorkspaceProps) {
  const api = useApi()
  const [receipt, setReceipt] = useState<Receipt>()
  const { data: connectors } = useQuery({
    ...readOptions(api, 'listConnectors', { query: { workspace_id: workspace.id } }),
    enabled: open && receipt === undefined,
  })
  const remove = useChange('deleteWorkspace', {
    onSuccess: setReceipt,
    outdates: ['listWorkspaces', 'getWorkspaceStats'],
  })
  if (receipt !== undefined)
    return <ReceiptDialog receipt={receipt} name={workspace.name} onClose={onDeleted} />
  const count = connectors?.data.length
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t`Delete this workspace permanently?`}
      action={t`Delete workspace`}
      danger
      typed={workspace.name}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ path: { workspace_id: workspace.id } })}
    >
      <p>
        <Trans>This deletes, at once and permanently:</Trans>
      </p>
      <ul>
        <li>
          {count === undefined ? (
            <Trans>its connectors, with settings and encrypted credentials</Trans>
          ) : (
            <Plural
              value={count}
              one="its # connector, with settings and encrypted credentials"
              other="its # connectors, with settings and encrypted credentials"
            />
          )}
        </li>
        <li>
          <Trans>the only key that opens those credentials: nothing decrypts them any more</Trans>
        </li>
        <li>
          <Trans>every scoped token</Trans>
        </li>
        <li>
          {workspace.aliases.length === 0 ? (
            <Trans>its name, which a new workspace can then have</Trans>
          ) : (
            <Plural
              value={workspace.aliases.length}
              one="its name and # alias, which a new workspace can then have"
              other="its name and # aliases, which a new workspace can then have"
            />
          )}
        </li>
      </ul>
      <p>
        <Trans>
          Audit and call records stay until their retention ends. A backup made before still holds the wrapped
          key, until the key version that wrapped it is retired.
        </Trans>
      </p>
    </ConfirmDialog>
  )
}

interface ReceiptDialogProps {
  readonly receipt: Receipt
  readonly name: string
  readonly onClose: () => void
}

function ReceiptDialog({ receipt: { id, deleted_at, data_key }, name, onClose }: ReceiptDialogProps) {
  return (
    <Dialog open onClose={onClose} title={t`${name} was deleted`} description={data_key.note}>
      <DialogBody className="px-1">
        <Facts>
          <Fact name={t`Workspace id`}>
            <CopyableId id={id} what={t`workspace id`} />
          </Fact>
          <Fact name={t`Deleted`}>{exactTime(deleted_at)}</Fact>
          <Fact name={t`Data key`}>
            <Trans>destroyed</Trans>
          </Fact>
          <Fact name={t`Wrapped by key version`}>{data_key.key_version}</Fact>
        </Facts>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onClick={onClose}>
          <Trans>Done</Trans>
        </Button>
      </DialogFooter>
    </Dialog>
  )
}
