import { type RefObject, useEffect, useState } from 'react'

/** Error messages by field name. */
export type FieldErrors = Readonly<Record<string, string>>

/** Manages the errors of a form's fields. */
export function useFieldErrors(form: RefObject<HTMLElement | null>) {
  const [errors, setErrors] = useState<FieldErrors>({})
  const [refusals, setRefusals] = useState(0)
  // Focuses the first invalid field after each failed submission, for people who use the keyboard. Does not move the
  // focus while a field is being corrected.
  useEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [form, refusals])
  return {
    errors,
    /** Replaces the shown errors. @returns Whether there are any. */
    show(found: FieldErrors): boolean {
      const isWrong = Object.keys(found).length > 0
      setErrors(found)
      if (isWrong) setRefusals((count) => count + 1)
      return isWrong
    },
    /** Clears a field's error once its value changes. */
    clear(name: string): void {
      if (name in errors) setErrors(({ [name]: _, ...rest }) => rest)
    },
  }
}
