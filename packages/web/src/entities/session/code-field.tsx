import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { Field } from '#ui/form/field.tsx'
import { Input } from '#ui/form/input.tsx'

/** Field for a code of the authenticator app. It takes the focus when it appears. */
export function CodeField({ help }: { readonly help: ReactNode }) {
  return (
    <Field label={t`Code`} help={help}>
      {(control) => (
        <Input
          {...control}
          name="code"
          required
          maxLength={64}
          autoFocus
          autoComplete="one-time-code"
          autoCapitalize="off"
          spellCheck={false}
        />
      )}
    </Field>
  )
}
