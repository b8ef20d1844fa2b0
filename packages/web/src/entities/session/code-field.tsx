import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { TextField } from '#ui/form/fields.tsx'

/** Field for a code of the authenticator app. It takes the focus when it appears, unless another field has it. */
export function CodeField({
  help,
  hasFocus = true,
}: {
  readonly help: ReactNode
  readonly hasFocus?: boolean
}) {
  return (
    <TextField
      label={t`Code`}
      help={help}
      name="code"
      required
      maxLength={64}
      autoFocus={hasFocus}
      autoComplete="one-time-code"
      autoCapitalize="off"
      spellCheck={false}
    />
  )
}
