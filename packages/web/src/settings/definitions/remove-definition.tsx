import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useConfirmedChange } from '#api/use-confirmed-change.ts'
import { ConfirmDialog } from '#ui/layer/confirm-dialog.tsx'
import { OUTDATES, type OwnDefinition } from './own-definition.ts'

interface RemoveDefinitionProps {
  readonly definition: OwnDefinition
  readonly onClose: () => void
}

export function RemoveDefinition({ definition: { id, name }, onClose }: RemoveDefinitionProps) {
  const confirmed = useConfirmedChange('deleteDefinition', {
    input: { path: { definition_id: id } },
    outdates: [...OUTDATES, 'listOAuthCredentials'],
    done: t`${name} was removed.`,
    onDone: onClose,
  })
  return (
    <ConfirmDialog open onClose={onClose} title={t`Remove ${name}?`} action={t`Remove`} danger {...confirmed}>
      <p>
        <Trans>
          Its document and its OAuth app are removed permanently. While a connector uses it, the removal is
          refused.
        </Trans>
      </p>
    </ConfirmDialog>
  )
}
