import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type FormEvent, useRef } from 'react'
import { useChange } from '#api/use-api.ts'
import type { OAuthApp } from '#entities/connector/use-oauth-app.ts'
import { getTexts } from '#entities/session/get-texts.ts'
import { SecretField, TextField } from '#ui/form/fields.tsx'
import { UnsavedGuard } from '#ui/form/unsaved-guard.tsx'
import { FormDialog } from '#ui/layer/form-dialog.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { CodeBlock } from '#ui/show/code.tsx'

interface OAuthAppDialogProps {
  readonly app: OAuthApp
  readonly onClose: () => void
}

/** Dialog for the client id and secret that the organization got from a service. The secret is not shown again. */
export function OAuthAppDialog({ app, onClose }: OAuthAppDialogProps) {
  const { connector_definition_id, name, callback_url, credentials } = app
  const toasts = useToasts()
  const changed = useRef(false)
  const save = useChange('setOAuthCredentials', {
    outdates: ['listOAuthCredentials'],
    onSuccess: () => {
      toasts.done(t`The OAuth app for ${name} was saved.`)
      changed.current = false
      onClose()
    },
  })
  function submit(event: FormEvent<HTMLFormElement>) {
    const configuration = getTexts(event.currentTarget, ['client_id', 'client_secret'])
    save.mutate({ body: { connector_definition_id, configuration } })
  }
  return (
    <>
      <UnsavedGuard isChanged={() => changed.current} />
      <FormDialog
        onClose={onClose}
        action={credentials === null ? t`Save` : t`Replace`}
        busy={save.isPending}
        error={save.error}
        errorTitle={t`Nothing was saved`}
        onSubmit={submit}
        changed={changed}
        autoComplete="off"
        title={t`OAuth app for ${name}`}
        description={t`Register an OAuth application at ${name}, with this redirect URI:`}
      >
        <CodeBlock code={callback_url} language="text" label={t`redirect URI`} wrap />
        <p className="text-muted text-sm">
          <Trans>Then enter what {name} gives you for it.</Trans>
        </p>
        <TextField
          label={t`Client ID`}
          name="client_id"
          defaultValue={credentials?.client_id}
          required
          maxLength={1024}
          autoComplete="off"
          className="font-mono"
        />
        <SecretField
          label={t`Client secret`}
          help={
            credentials === null
              ? t`Encrypted with the key of your organization, and never shown again.`
              : t`The stored secret is not shown. Enter it again, or a new one.`
          }
          name="client_secret"
          required
          maxLength={4096}
        />
      </FormDialog>
    </>
  )
}
