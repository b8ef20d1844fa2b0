import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useConfirmedChange } from '#api/use-confirmed-change.ts'
import type { OAuthApp } from '#entities/connector/use-oauth-app.ts'
import { ConfirmDialog } from '#ui/layer/confirm-dialog.tsx'

interface RemoveOAuthAppProps {
  readonly app: OAuthApp
  readonly onClose: () => void
}

export function RemoveOAuthApp({ app: { connector_name, name }, onClose }: RemoveOAuthAppProps) {
  const confirmed = useConfirmedChange('deleteOAuthCredentials', {
    input: { path: { connector_type: connector_name } },
    outdates: ['listOAuthCredentials'],
    done: t`The OAuth app for ${name} was removed.`,
    onDone: onClose,
  })
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t`Remove the OAuth app for ${name}?`}
      action={t`Remove app`}
      danger
      {...confirmed}
    >
      <p>
        <Trans>
          Connectors that were added with it work until their tokens expire, and can no longer renew them.
          Once the same app is entered again, they can. The app stays registered at {name}.
        </Trans>
      </p>
    </ConfirmDialog>
  )
}
