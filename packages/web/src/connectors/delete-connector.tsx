import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useConfirmedChange } from '#api/use-confirmed-change.ts'
import type { ConnectorDetail } from '#entities/connector/use-connectors.ts'
import { ConfirmDialog } from '#ui/layer/confirm-dialog.tsx'

interface DeleteConnectorProps {
  readonly open: boolean
  readonly connector: ConnectorDetail
  readonly onClose: () => void
  readonly onDeleted: () => void
}

export function DeleteConnector({ open, connector, onClose, onDeleted }: DeleteConnectorProps) {
  const service = connector.source_template.name
  const confirmed = useConfirmedChange('deleteConnector', {
    input: { path: { connector_id: connector.id } },
    outdates: ['listConnectors', 'listWorkspaces'],
    done: t`${connector.name} was deleted.`,
    onDone: onDeleted,
  })
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t`Delete this connector?`}
      action={t`Delete connector`}
      danger
      {...confirmed}
    >
      <p>
        <Trans>
          <b className="break-words font-medium">{connector.name}</b> and its encrypted credentials are
          removed permanently, and every call through it fails from then on.
        </Trans>
      </p>
      <p>
        <Trans>
          The credentials may stay valid at {service}: revoke them there if nothing else uses them. The
          records of its calls are kept as long as the organization keeps records.
        </Trans>
      </p>
    </ConfirmDialog>
  )
}
