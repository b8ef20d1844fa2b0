import { t } from '@lingui/core/macro'
import { useChange } from '#api/use-api.ts'
import type { ConnectorDetail } from '#entities/connector/use-connectors.ts'
import { RenameDialog } from '#ui/layer/rename-dialog.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'

interface RenameConnectorProps {
  readonly connector: ConnectorDetail
  readonly onClose: () => void
}

export function RenameConnector({ connector, onClose }: RenameConnectorProps) {
  const toasts = useToasts()
  const path = { connector_id: connector.id }
  const outdates = ['getConnector', 'listConnectors'] as const
  const undo = useChange('updateConnector', { outdates, onError: toasts.failed })
  const rename = useChange('updateConnector', {
    outdates,
    onSuccess: ({ name }) => {
      toasts.done(t`Renamed to ${name}.`, () => undo.mutate({ path, body: { name: connector.name } }))
      onClose()
    },
  })
  return (
    <RenameDialog
      title={t`Rename connector`}
      name={connector.name}
      busy={rename.isPending}
      error={rename.error}
      onRename={(name) => rename.mutate({ path, body: { name } })}
      onClose={onClose}
    />
  )
}
