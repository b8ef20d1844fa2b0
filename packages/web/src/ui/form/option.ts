import type { ReactNode } from 'react'

/** Option of a choice. */
export interface Option<Value extends string = string> {
  readonly value: Value
  readonly label: string
  readonly icon?: ReactNode
  /** Content at the end of the option's line. */
  readonly hint?: ReactNode
}

/** Props shared by {@link Select} and {@link Combobox}. */
export interface ChoiceProps<Value extends string> {
  readonly value: Value
  readonly options: readonly Option<Value>[]
  readonly onChange: (value: Value) => void
  readonly id?: string
  /** Accessible name, if no label is linked to the control. */
  readonly label?: string
  /** Text shown while `value` is none of the options. */
  readonly placeholder?: string
  readonly disabled?: boolean
  readonly className?: string
  readonly 'aria-describedby'?: string | undefined
  readonly 'aria-invalid'?: true | undefined
  readonly 'aria-required'?: boolean | undefined
}
