import { ApiError } from '@bulkhead/sdk/client'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type FormEvent, useRef, useState } from 'react'
import { useChange } from '#api/use-api.ts'
import { getTexts } from '#entities/session/get-texts.ts'
import { Button } from '#ui/button.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { Field } from '#ui/form/field.tsx'
import { Form } from '#ui/form/form.tsx'
import { FormDialog } from '#ui/form/form-dialog.tsx'
import { Input } from '#ui/form/input.tsx'
import { SecretInput } from '#ui/form/secret-input.tsx'
import { Select } from '#ui/form/select.tsx'
import { SwitchField } from '#ui/form/switch-field.tsx'
import { DialogBody, DialogFooter } from '#ui/layer/dialog.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { CodeBlock } from '#ui/show/code.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import type { Provider } from './provider.ts'
import { ProviderClaims, readClaimNames } from './provider-claims.tsx'

interface ProviderDialogProps {
  /** Provider to change. Undefined: the dialog creates a new one. */
  readonly provider?: Provider
  readonly redirectUrl: string
  readonly onClose: () => void
}

/** Dialog for the settings of a provider. The client secret is not shown again. */
export function ProviderDialog({ provider, redirectUrl, onClose }: ProviderDialogProps) {
  const toasts = useToasts()
  const changed = useRef(false)
  const [admits, setAdmits] = useState(provider?.admits ?? 'invited')
  const [trusts_email, setTrustsEmail] = useState(provider?.trusts_email ?? false)
  const [enabled, setEnabled] = useState(provider?.enabled ?? true)
  const [signs_out, setSignsOut] = useState(provider?.signs_out ?? false)
  const [approves_agents, setApprovesAgents] = useState(provider?.approves_agents ?? false)
  const outdates = ['listProviders', 'listProviderSuggestions'] as const
  const onSuccess = ({ name }: Provider) => {
    toasts.done(provider === undefined ? t`${name} was added. Test it next.` : t`${name} was saved.`)
    changed.current = false
    onClose()
  }
  const create = useChange('createProvider', { outdates, onSuccess })
  const update = useChange('updateProvider', { outdates, onSuccess })
  const isBusy = create.isPending || update.isPending
  const error = create.error ?? update.error
  // The server reads the provider's metadata at its issuer URL, so an error of the provider is shown at that field.
  const issuerError =
    error instanceof ApiError && error.code === 'provider_failed' ? error.message : undefined

  function submit(event: FormEvent<HTMLFormElement>) {
    const { name, issuer, client_id, client_secret } = getTexts(event.currentTarget, [
      'name',
      'issuer',
      'client_id',
      'client_secret',
    ])
    const settings = {
      admits,
      trusts_email,
      enabled,
      approves_agents,
      signs_out,
      ...readClaimNames(event.currentTarget),
    }
    if (provider === undefined) {
      create.mutate({ body: { name, issuer, client_id, client_secret, ...settings } })
      return
    }
    const body = { name, client_id, ...settings, ...(client_secret !== '' && { client_secret }) }
    update.mutate({ path: { provider_id: provider.id }, body })
  }

  return (
    <FormDialog
      isChanged={() => changed.current}
      onClose={onClose}
      title={provider === undefined ? t`Add a provider` : t`Change ${{ name: provider.name }}`}
      description={t`Register a web application at your provider, with this redirect URL:`}
      locked={isBusy}
    >
      <Form onSubmit={submit} error={error} changed={changed} className="contents" autoComplete="off">
        <DialogBody className="flex flex-col gap-4 pb-5">
          <CodeBlock code={redirectUrl} language="text" label={t`redirect URL`} wrap />
          <Field label={t`Name`} help={t`As on the button to sign in.`}>
            {(control) => (
              <Input
                {...control}
                name="name"
                defaultValue={provider?.name}
                placeholder={t`Acme ID`}
                required
                maxLength={100}
                data-autofocus=""
              />
            )}
          </Field>
          <Field
            label={t`Issuer`}
            error={issuerError}
            help={
              provider === undefined
                ? t`Exactly as the provider says it: the address before /.well-known/openid-configuration.`
                : t`Another issuer is another provider: add one.`
            }
          >
            {(control) => (
              <Input
                {...control}
                name="issuer"
                type="url"
                defaultValue={provider?.issuer}
                placeholder="https://id.example.com/realms/staff"
                required
                readOnly={provider !== undefined}
                maxLength={2048}
                className="font-mono"
              />
            )}
          </Field>
          <Field label={t`Client ID`}>
            {(control) => (
              <Input
                {...control}
                name="client_id"
                defaultValue={provider?.client_id}
                required
                maxLength={1024}
                className="font-mono"
              />
            )}
          </Field>
          <Field
            label={t`Client secret`}
            optional={provider !== undefined}
            help={
              provider === undefined
                ? t`Encrypted with the key of your organization, and never shown again.`
                : t`The stored secret is not shown. Leave it empty to keep it.`
            }
          >
            {(control) => (
              <SecretInput
                {...control}
                name="client_secret"
                required={provider === undefined}
                maxLength={4096}
              />
            )}
          </Field>
          <Field
            label={t`Lets in`}
            help={t`An e-mail address alone never links an account. People who have an account here link the provider while they are signed in.`}
          >
            {(control) => (
              <Select
                {...control}
                value={admits}
                options={[
                  { value: 'invited', label: t`Everyone invited` },
                  { value: 'domain', label: t`Everyone with an address of your domains` },
                ]}
                onChange={setAdmits}
              />
            )}
          </Field>
          <SwitchField
            label={t`Trust its addresses`}
            help={t`For providers that do not say that an address is verified, such as Entra ID. Only where people cannot choose their address.`}
            checked={trusts_email}
            onChange={setTrustsEmail}
          />
          <SwitchField
            label={t`Approves agents`}
            help={t`Programs that you registered with a secret act for people whom the provider names in an identity assertion (ID-JAG). People are not asked. Turned off, it ends what was approved so.`}
            checked={approves_agents}
            onChange={setApprovesAgents}
          />
          <SwitchField
            label={t`Signs out there too`}
            help={t`Signing out here leads on to the provider, which ends its own session. Register the page to sign in there as an address to come back to.`}
            checked={signs_out}
            onChange={setSignsOut}
          />
          <SwitchField
            label={t`Enabled`}
            help={t`While it is disabled, nobody signs in with it. Sessions that began with it end.`}
            checked={enabled}
            onChange={setEnabled}
          />
          <Disclosure label={t`Scopes and claims`}>
            <ProviderClaims {...(provider !== undefined && { provider })} />
          </Disclosure>
          {error && issuerError === undefined && <ErrorNote error={error} title={t`Nothing was saved`} />}
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose} disabled={isBusy}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" variant="primary" busy={isBusy}>
            {provider === undefined ? t`Add provider` : t`Save`}
          </Button>
        </DialogFooter>
      </Form>
    </FormDialog>
  )
}
