import { useChange } from '#api/use-api.ts'
import type { ConnectorDetail } from '#entities/connector/use-connectors.ts'
import { ConfirmDialog } from '#ui/layer/confirm-dialog.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'

interface DeleteConnectorProps {
  readonly open: boolean
  readonly connector: ConnectorDetail
  readonly onClose: () => void
  readonly onDeleted: () => void
}

export function DeleteConnector({ open, connector, onClose, onDeleted }: DeleteConnectorProps) {
  const toasts = useToasts()
  const service = connector.source_template.name
  const remove = useChange('deleteConnector', {
    outdates: ['listConnectors', 'listWorkspaces'],
    onSuccess: () => {
      toasts.done(`${connector.name} was deleted.`)
      onDeleted()
    },
  })
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title="Delete this connector?"
      action="Delete connector"
      danger
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ path: { connector_id: connector.id } })}
    >
      <p>
        <b className="break-words font-medium">{connector.name}</b> and its sealed credentials are removed for
        good, and every call through it fails from then on.
      </p>
      <p>
        The credentials may stay valid at {service}: revoke them there if nothing else uses them. The records
        of its calls are kept as long as the organization keeps records.
      </p>
    </ConfirmDialog>
  )
}
