import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useConfirmedChange } from '#api/use-confirmed-change.ts'
import { ConfirmDialog } from '#ui/layer/confirm-dialog.tsx'
import type { Provider } from './provider.ts'

interface DeleteProviderProps {
  readonly provider: Provider
  readonly onClose: () => void
}

export function DeleteProvider({ provider: { id, name }, onClose }: DeleteProviderProps) {
  const confirmed = useConfirmedChange('deleteProvider', {
    input: { path: { provider_id: id } },
    outdates: ['listProviders'],
    done: t`${name} was deleted.`,
    onDone: onClose,
  })
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t`Delete ${name}?`}
      action={t`Delete provider`}
      danger
      {...confirmed}
    >
      <ul>
        <li>
          <Trans>Sessions that began with {name} end at once, with the tokens minted in them.</Trans>
        </li>
        <li>
          <Trans>
            People stay, but are no longer linked to it. People without a password, a passkey or another
            linked provider can no longer sign in until you remove them and invite them again.
          </Trans>
        </li>
      </ul>
    </ConfirmDialog>
  )
}
