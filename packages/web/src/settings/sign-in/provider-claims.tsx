import { t } from '@lingui/core/macro'
import { getTexts } from '#entities/session/get-texts.ts'
import { Field } from '#ui/form/field.tsx'
import { Input } from '#ui/form/input.tsx'
import type { Provider } from './provider.ts'

const DEFAULTS = { email: 'email', name: 'name', groups: 'groups' }
const DEFAULT_SCOPES = ['email', 'profile']

/** Fields for the scopes, and for the names of the claims that identify a person. */
export function ProviderClaims({ provider }: { readonly provider?: Provider }) {
  const { scopes = DEFAULT_SCOPES, claims = DEFAULTS } = provider ?? {}
  const fields = [
    { name: 'claims.email', label: t`Claim of the address`, value: claims.email },
    { name: 'claims.name', label: t`Claim of the name`, value: claims.name },
    { name: 'claims.groups', label: t`Claim of the groups`, value: claims.groups },
  ]
  return (
    <div className="flex flex-col gap-4">
      <Field label={t`Scopes`} help={t`Requested in addition to openid, separated by spaces.`}>
        {(control) => (
          <Input
            {...control}
            name="scopes"
            defaultValue={scopes.join(' ')}
            maxLength={2048}
            className="font-mono"
          />
        )}
      </Field>
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
export function readClaimNames(form: HTMLFormElement) {
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
