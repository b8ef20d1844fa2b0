import type { ComponentProps } from 'react'
import { Field } from './field.tsx'
import { Input, TextArea } from './input.tsx'
import { SecretInput } from './secret-input.tsx'

export type LabelProps = Pick<ComponentProps<typeof Field>, 'label' | 'help' | 'error' | 'optional' | 'aside'>

/** Field with an input of one line. */
export function TextField({
  label,
  help,
  error,
  optional = false,
  aside,
  ...input
}: LabelProps & ComponentProps<'input'>) {
  return (
    <Field label={label} help={help} error={error} optional={optional} aside={aside}>
      {(control) => <Input {...control} {...input} />}
    </Field>
  )
}

/** Field with an input of several lines. */
export function LinesField({
  label,
  help,
  error,
  optional = false,
  aside,
  ...input
}: LabelProps & ComponentProps<'textarea'>) {
  return (
    <Field label={label} help={help} error={error} optional={optional} aside={aside}>
      {(control) => <TextArea {...control} {...input} />}
    </Field>
  )
}

/** Field with a secret. */
export function SecretField({
  label,
  help,
  error,
  optional = false,
  aside,
  ...input
}: LabelProps & ComponentProps<typeof SecretInput>) {
  return (
    <Field label={label} help={help} error={error} optional={optional} aside={aside}>
      {(control) => <SecretInput {...control} {...input} />}
    </Field>
  )
}
