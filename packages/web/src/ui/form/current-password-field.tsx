import { t } from '@lingui/core/macro'
import { SecretField } from '#ui/form/fields.tsx'

/** Field `current_password`, with which people confirm a change of their account. */
export function CurrentPasswordField({ hasFocus = false }: { readonly hasFocus?: boolean }) {
  return (
    <SecretField
      label={t`Current password`}
      name="current_password"
      required
      maxLength={128}
      autoComplete="current-password"
      {...(hasFocus && { 'data-autofocus': '' })}
    />
  )
}
