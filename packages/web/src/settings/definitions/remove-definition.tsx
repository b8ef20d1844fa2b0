import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useChange } from '#api/use-api.ts'
import { ConfirmDialog } from '#ui/layer/confirm-dialog.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { OUTDATES, type OwnDefinition } from './own-definition.ts'

interface RemoveDefinitionProps {
  readonly definition: OwnDefinition
  readonly onClose: () => void
}

export function RemoveDefinition({ definition: { id, name }, onClose }: RemoveDefinitionProps) {
  const toasts = useToasts()
  const remove = useChange('deleteDefinition', {
    outdates: [...OUTDATES, 'listOAuthCredentials'],
    onSuccess: () => {
      toasts.done(t`${name} was removed.`)
      onClose()
    },
  })
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t`Remove ${name}?`}
      action={t`Remove`}
      danger
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ path: { definition_id: id } })}
    >
      <p>
        <Trans>
          Its document and its OAuth app are removed for good. While a connector uses it, the removal is
          refused.
        </Trans>
      </p>
    </ConfirmDialog>
  )
}
