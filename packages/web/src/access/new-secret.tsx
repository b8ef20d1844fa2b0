import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useChange } from '#api/use-api.ts'
import { Button } from '#ui/button.tsx'
import { ConfirmDialog } from '#ui/layer/confirm-dialog.tsx'
import { Dialog, DialogBody, DialogFooter } from '#ui/layer/dialog.tsx'
import type { Application } from './application.ts'
import { SecretOnce } from './secret-once.tsx'

interface NewSecretProps {
  readonly application: Application
  readonly onClose: () => void
}

/** Creates a second secret next to the first, for rotation without downtime. */
export function NewSecret({ application, onClose }: NewSecretProps) {
  const create = useChange('createApplicationSecret', { outdates: ['listApplications'] })
  if (create.data !== undefined) {
    return (
      <Dialog open onClose={onClose} title={t`New secret for ${application.name}`} locked>
        <DialogBody className="flex flex-col gap-3 pb-5">
          <SecretOnce client_id={application.client_id} client_secret={create.data.client_secret} />
          <p className="text-muted text-sm">
            <Trans>
              Put it in place wherever the application runs, then retire the older secret. Both are valid
              until then.
            </Trans>
          </p>
        </DialogBody>
        <DialogFooter>
          <Button variant="primary" onClick={onClose}>
            <Trans>I have copied it</Trans>
          </Button>
        </DialogFooter>
      </Dialog>
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
