import { t } from '@lingui/core/macro'
import { Field } from './field.tsx'
import { SecretInput } from './secret-input.tsx'

/** Field `current_password`, with which people confirm a change of their account. */
export function CurrentPasswordField({ hasFocus = false }: { readonly hasFocus?: boolean }) {
  return (
    <Field label={t`Current password`}>
      {(control) => (
        <SecretInput
          {...control}
          name="current_password"
          required
          maxLength={128}
          autoComplete="current-password"
          {...(hasFocus && { 'data-autofocus': '' })}
        />
      )}
    </Field>
  )
}
