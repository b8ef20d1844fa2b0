import { ApiError } from '@bulkhead/sdk/client'
import { t } from '@lingui/core/macro'
import { type FormEvent, useRef, useState } from 'react'
import { useChange } from '#api/use-api.ts'
import { getTexts } from '#entities/session/get-texts.ts'
import { Disclosure } from '#ui/disclosure.tsx'
import { EditDialog } from '#ui/form/edit-dialog.tsx'
import { Field } from '#ui/form/field.tsx'
import { SecretField, TextField } from '#ui/form/fields.tsx'
import { Input } from '#ui/form/input.tsx'
import { SelectField } from '#ui/form/select-field.tsx'
import { SwitchField } from '#ui/form/switch-field.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { CodeBlock } from '#ui/show/code.tsx'
import type { Provider } from './provider.ts'

const DEFAULTS = { email: 'email', name: 'name', groups: 'groups' }

const DEFAULT_SCOPES = ['email', 'profile']

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
    <EditDialog
      title={provider === undefined ? t`Add a provider` : t`Change ${{ name: provider.name }}`}
      description={t`Register a web application at your provider, with this redirect URL:`}
      onClose={onClose}
      action={provider === undefined ? t`Add provider` : t`Save`}
      busy={isBusy}
      onSubmit={submit}
      error={error}
      changed={changed}
      autoComplete="off"
      errorTitle={t`Nothing was saved`}
      hidesError={issuerError !== undefined}
    >
      <CodeBlock code={redirectUrl} language="text" label={t`redirect URL`} wrap />
      <TextField
        label={t`Name`}
        help={t`Name on the sign-in button.`}
        name="name"
        defaultValue={provider?.name}
        placeholder={t`Acme ID`}
        required
        maxLength={100}
        data-autofocus=""
      />
      <TextField
        label={t`Issuer`}
        error={issuerError}
        help={
          provider === undefined
            ? t`Exactly as the provider states it: the address before /.well-known/openid-configuration.`
            : t`A different issuer is a different provider: add a new one.`
        }
        name="issuer"
        type="url"
        defaultValue={provider?.issuer}
        placeholder="https://id.example.com/realms/staff"
        required
        readOnly={provider !== undefined}
        maxLength={2048}
        className="font-mono"
      />
      <TextField
        label={t`Client ID`}
        name="client_id"
        defaultValue={provider?.client_id}
        required
        maxLength={1024}
        className="font-mono"
      />
      <SecretField
        label={t`Client secret`}
        optional={provider !== undefined}
        help={
          provider === undefined
            ? t`Encrypted with the key of your organization, and never shown again.`
            : t`The stored secret is not shown. Leave it empty to keep it.`
        }
        name="client_secret"
        required={provider === undefined}
        maxLength={4096}
      />
      <SelectField
        label={t`Lets in`}
        help={t`An e-mail address alone never links an account. People who have an account here link the provider while they are signed in.`}
        value={admits}
        options={[
          { value: 'invited', label: t`Everyone invited` },
          { value: 'domain', label: t`Everyone with an address of your domains` },
        ]}
        onChange={setAdmits}
      />
      <SwitchField
        label={t`Trust its addresses`}
        help={t`For providers that do not say that an address is verified, such as Entra ID. Use it only if people cannot choose their address there.`}
        checked={trusts_email}
        onChange={setTrustsEmail}
      />
      <SwitchField
        label={t`Approves agents`}
        help={t`Programs that you registered with a secret act for people whom the provider names in an identity assertion (ID-JAG). People are not asked. Turning it off ends grants that were approved this way.`}
        checked={approves_agents}
        onChange={setApprovesAgents}
      />
      <SwitchField
        label={t`Also signs out there`}
        help={t`Signing out here also signs out at the provider. Register the sign-in page there as an address to return to.`}
        checked={signs_out}
        onChange={setSignsOut}
      />
      <SwitchField
        label={t`Enabled`}
        help={t`While it is disabled, nobody can sign in with it. Sessions that began with it end.`}
        checked={enabled}
        onChange={setEnabled}
      />
      <Disclosure label={t`Scopes and claims`}>
        <ProviderClaims {...(provider !== undefined && { provider })} />
      </Disclosure>
    </EditDialog>
  )
}

/** Fields for the scopes, and for the names of the claims that identify a person. */
function ProviderClaims({ provider }: { readonly provider?: Provider }) {
  const { scopes = DEFAULT_SCOPES, claims = DEFAULTS } = provider ?? {}
  const fields = [
    { name: 'claims.email', label: t`Claim of the address`, value: claims.email },
    { name: 'claims.name', label: t`Claim of the name`, value: claims.name },
    { name: 'claims.groups', label: t`Claim of the groups`, value: claims.groups },
  ]
  return (
    <div className="flex flex-col gap-4">
      <TextField
        label={t`Scopes`}
        help={t`Requested in addition to openid, separated by spaces.`}
        name="scopes"
        defaultValue={scopes.join(' ')}
        maxLength={2048}
        className="font-mono"
      />
      {fields.map(({ name, label, value }) => (
        <Field key={name} label={label}>
          {(control) => (
            <Input
              {...control}
              name={name}
              defaultValue={value}
              required
              maxLength={255}
              className="font-mono"
            />
          )}
        </Field>
      ))}
    </div>
  )
}

/** Returns the input of {@link ProviderClaims} as the API takes it. */
function readClaimNames(form: HTMLFormElement) {
  const entered = getTexts(form, ['scopes', 'claims.email', 'claims.name', 'claims.groups'])
  return {
    scopes: [...new Set(entered.scopes.split(/[\s,]+/).filter((one) => one !== '' && one !== 'openid'))],
    claims: {
      email: entered['claims.email'],
      name: entered['claims.name'],
      groups: entered['claims.groups'],
    },
  }
}
