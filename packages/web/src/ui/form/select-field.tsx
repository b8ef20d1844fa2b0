import { Field } from './field.tsx'
import type { LabelProps } from './fields.tsx'
import type { ChoiceProps } from './option.ts'
import { Select } from './select.tsx'

/** Field with a choice of one of a few options. Apart from the others, because the first load has no choice. */
export function SelectField<Value extends string>({
  label,
  help,
  error,
  optional = false,
  aside,
  ...choice
}: LabelProps & Omit<ChoiceProps<Value>, 'label'>) {
  return (
    <Field label={label} help={help} error={error} optional={optional} aside={aside}>
      {(control) => <Select {...control} {...choice} />}
    </Field>
  )
}
