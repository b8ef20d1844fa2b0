import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import type { Output } from '#api/api.ts'
import { ConfirmChange } from '#api/confirm-change.tsx'
import { useChange } from '#api/use-api.ts'
import { getTexts } from '#entities/session/get-texts.ts'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/form/fields.tsx'
import { FormDialog } from '#ui/layer/form-dialog.tsx'
import { ShownOnceDialog } from '#ui/layer/shown-once-dialog.tsx'
import { Time } from '#ui/show/time.tsx'

export type Application = Output<'listApplications'>['data'][number]

interface Credentials {
  readonly client_id: string
  readonly client_secret: string
}

/** Returns the environment of a program that uses an application. */
function toEnvironment({ client_id, client_secret }: Credentials) {
  const lines = [
    `BULKHEAD_URL=${location.origin}`,
    `BULKHEAD_CLIENT_ID=${client_id}`,
    `BULKHEAD_CLIENT_SECRET=${client_secret}`,
  ]
  return [{ label: t`Environment`, value: lines.join('\n') }]
}

export function CreateApplication({ onClose }: { readonly onClose: () => void }) {
  const create = useChange('createApplication', { outdates: ['listApplications'] })
  function submit(event: FormEvent<HTMLFormElement>) {
    create.mutate({ body: getTexts(event.currentTarget, ['name']) })
  }
  if (create.data !== undefined) {
    return (
      <ShownOnceDialog
        title={t`${create.data.name} was created`}
        values={toEnvironment(create.data)}
        onClose={onClose}
      />
    )
  }
  return (
    <FormDialog
      title={t`Create application`}
      size="sm"
      onClose={onClose}
      action={<Trans>Create</Trans>}
      busy={create.isPending}
      onSubmit={submit}
      error={create.error}
    >
      <TextField
        label={t`Name`}
        help={t`What uses it, such as “billing backend”.`}
        name="name"
        required
        maxLength={255}
        autoComplete="off"
        data-autofocus=""
      />
    </FormDialog>
  )
}

interface ApplicationDialogProps {
  readonly application: Application
  readonly onClose: () => void
}

/** Dialog that creates a second secret next to the first, for rotation without downtime. */
export function NewSecret({ application, onClose }: ApplicationDialogProps) {
  const { id, client_id } = application
  return (
    <ConfirmChange
      change="createApplicationSecret"
      input={{ path: { application_id: id } }}
      outdates={['listApplications']}
      onClose={onClose}
      title={t`Create a new secret?`}
      action={t`Create secret`}
      result={({ client_secret }) => (
        <ShownOnceDialog
          title={t`New secret for ${application.name}`}
          values={toEnvironment({ client_id, client_secret })}
          onClose={onClose}
        >
          <p className="text-muted text-sm">
            <Trans>
              Put it in place wherever the application runs, then retire the older secret. Both are valid
              until then.
            </Trans>
          </p>
        </ShownOnceDialog>
      )}
    >
      <p>
        <Trans>
          <b className="break-words font-medium">{application.name}</b> then has two valid secrets: nothing
          stops while you put the new one in place. Then retire the older one.
        </Trans>
      </p>
    </ConfirmChange>
  )
}

export function RevokeTokens({ application, onClose }: ApplicationDialogProps) {
  return (
    <ConfirmChange
      change="revokeApplicationTokens"
      input={{ path: { application_id: application.id } }}
      done={t`All tokens of ${application.name} are revoked.`}
      onClose={onClose}
      title={t`Revoke all of its tokens?`}
      action={t`Revoke all`}
      danger
    >
      <p>
        <Trans>
          Every token that <b className="break-words font-medium">{application.name}</b> got, and every scoped
          token that it minted, is refused from now on. Its secrets stay valid: it can get new tokens at once.
        </Trans>
      </p>
    </ConfirmChange>
  )
}

export function DeleteApplication({
  application,
  isLast,
  onClose,
}: ApplicationDialogProps & { readonly isLast: boolean }) {
  return (
    <ConfirmChange
      change="deleteApplication"
      input={{ path: { application_id: application.id } }}
      outdates={['listApplications']}
      done={t`${application.name} was deleted.`}
      onClose={onClose}
      title={t`Delete this application?`}
      action={t`Delete application`}
      danger
      typed={application.name}
    >
      <p>
        <Trans>
          Its secrets and all of its tokens end at once, including scoped tokens that it minted. Whatever uses
          it stops working.
        </Trans>
      </p>
      {isLast && (
        <p>
          <Trans>It is the last one: no program can reach this organization until you create another.</Trans>
        </p>
      )}
    </ConfirmChange>
  )
}

/** Valid secrets of an application, by creation time. Their values cannot be read again. */
export function ApplicationSecrets({ application }: { readonly application: Application }) {
  const [retiring, setRetiring] = useState<string>()
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
      {retiring !== undefined && (
        <ConfirmChange
          change="retireApplicationSecret"
          input={{ path: { application_id: application.id, secret_id: retiring } }}
          outdates={['listApplications']}
          done={t`The secret is retired.`}
          onClose={() => setRetiring(undefined)}
          title={t`Retire this secret?`}
          action={t`Retire secret`}
          danger
        >
          <p>
            <Trans>
              It gets no more tokens. Tokens obtained with it end at once, as do the scoped tokens they
              minted. The other secret and its tokens stay valid.
            </Trans>
          </p>
        </ConfirmChange>
      )}
    </>
  )
}
