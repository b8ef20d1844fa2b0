import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import { useChange } from '#api/use-api.ts'
import { Button } from '#ui/button.tsx'
import { ConfirmDialog } from '#ui/layer/confirm-dialog.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { Time } from '#ui/show/time.tsx'
import type { Application } from './application.ts'

/** Valid secrets of an application, by creation time. Their values cannot be read again. */
export function ApplicationSecrets({ application }: { readonly application: Application }) {
  const toasts = useToasts()
  const [retiring, setRetiring] = useState<string>()
  const retire = useChange('retireApplicationSecret', {
    outdates: ['listApplications'],
    onSuccess: () => {
      toasts.done(t`The secret is retired.`)
      setRetiring(undefined)
    },
  })
  const canRetire = application.secrets.length > 1
  return (
    <>
      <ul className="divide-y divide-line">
        {application.secrets.map(({ secret_id, created_at }, index) => (
          <li key={secret_id} className="flex min-h-11 items-center gap-3 px-4 text-sm">
            <span className="text-muted">
              <Trans>Secret</Trans>
            </span>
            <span aria-hidden="true" className="tracking-widest">
              ••••••••
            </span>
            <span className="min-w-0 flex-1 text-muted">
              {!canRetire ? (
                <Trans>
                  created <Time at={created_at} />
                </Trans>
              ) : index === 0 ? (
                <Trans>
                  the older one, created <Time at={created_at} />
                </Trans>
              ) : (
                <Trans>
                  the newer one, created <Time at={created_at} />
                </Trans>
              )}
            </span>
            {canRetire && (
              <Button size="sm" onClick={() => setRetiring(secret_id)}>
                <Trans>Retire</Trans>
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={retiring !== undefined}
        onClose={() => setRetiring(undefined)}
        title={t`Retire this secret?`}
        action={t`Retire secret`}
        danger
        busy={retire.isPending}
        error={retire.error}
        onConfirm={() =>
          retiring !== undefined &&
          retire.mutate({ path: { application_id: application.id, secret_id: retiring } })
        }
      >
        <p>
          <Trans>
            It gets no tokens from now on. Tokens obtained with it end at once, and so do the scoped tokens
            they minted. The other secret and its tokens stay valid.
          </Trans>
        </p>
      </ConfirmDialog>
    </>
  )
}
