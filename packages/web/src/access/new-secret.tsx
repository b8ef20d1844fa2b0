import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useChange } from '#api/use-api.ts'
import { ConfirmDialog } from '#ui/layer/confirm-dialog.tsx'
import { ShownOnceDialog } from '#ui/layer/shown-once-dialog.tsx'
import type { Application } from './application.ts'
import { SecretOnce } from './secret-once.tsx'

interface NewSecretProps {
  readonly application: Application
  readonly onClose: () => void
}

/** Dialog that creates a second secret next to the first, for rotation without downtime. */
export function NewSecret({ application, onClose }: NewSecretProps) {
  const create = useChange('createApplicationSecret', { outdates: ['listApplications'] })
  if (create.data !== undefined) {
    return (
      <ShownOnceDialog title={t`New secret for ${application.name}`} onClose={onClose}>
        <SecretOnce client_id={application.client_id} client_secret={create.data.client_secret} />
        <p className="text-muted text-sm">
          <Trans>
            Put it in place wherever the application runs, then retire the older secret. Both are valid until
            then.
          </Trans>
        </p>
      </ShownOnceDialog>
    )
  }
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t`Create a new secret?`}
      action={t`Create secret`}
      busy={create.isPending}
      error={create.error}
      onConfirm={() => create.mutate({ path: { application_id: application.id } })}
    >
      <p>
        <Trans>
          <b className="break-words font-medium">{application.name}</b> then has two valid secrets: nothing
          stops while you put the new one in place. Then retire the older one.
        </Trans>
      </p>
    </ConfirmDialog>
  )
}
