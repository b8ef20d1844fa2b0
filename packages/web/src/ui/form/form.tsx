import { type ComponentProps, type FormEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { readFieldErrors } from '../error-words.ts'
import { type ControlErrors, FormErrorsContext, ShownErrorContext } from './form-errors.ts'
import { whatIsWrong } from './what-is-wrong.ts'

interface FormProps extends Omit<ComponentProps<'form'>, 'onSubmit' | 'ref'> {
  readonly ref?: RefObject<HTMLFormElement | null>
  /** Called only if the input is valid. */
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void
  /** Error of the API for the submitted values, shown at the fields it names. */
  readonly error?: Error | null
  /** Set to true once something was entered. The caller resets it after storing the input. */
  readonly changed?: RefObject<boolean>
}

/** Form that shows its own validation messages at the fields, in place of the browser's. */
export function Form({ ref, onSubmit, error = null, changed, children, ...rest }: FormProps) {
  const own = useRef<HTMLFormElement>(null)
  const form = ref ?? own
  const [errors, setErrors] = useState<ControlErrors>({})
  const [shown, setShown] = useState<Error | null>(null)
  useEffect(() => {
    if (form.current === null || error === null) return
    if (changed !== undefined) changed.current = true
    const controls = getControls(form.current)
    const { found, isAll } = readFieldErrors(error, controls)
    if (found.size === 0) {
      // The form shows the error as a note at its end, which may be below the visible part.
      const notes = form.current.querySelectorAll('[role=alert]')
      notes.item(notes.length - 1)?.scrollIntoView({ block: 'nearest' })
      return
    }
    setErrors(Object.fromEntries([...found].map(([control, said]) => [control.id, said])))
    setShown(isAll ? error : null)
    reveal([...found.keys()][0])
  }, [error, form, changed])

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const wrong = getControls(event.currentTarget).filter(({ validity }) => !validity.valid)
    setErrors(Object.fromEntries(wrong.map((control) => [control.id, whatIsWrong(control)])))
    setShown(null)
    if (wrong.length > 0) reveal(wrong[0])
    else onSubmit(event)
  }
  return (
    <FormErrorsContext value={errors}>
      <ShownErrorContext value={shown}>
        <form
          {...rest}
          ref={form}
          noValidate
          onSubmit={submit}
          onInput={({ target }) => {
            if (changed !== undefined) changed.current = true
            const { id } = target as HTMLElement
            if (id in errors) setErrors(({ [id]: _, ...others }) => others)
          }}
        >
          {children}
        </form>
      </ShownErrorContext>
    </FormErrorsContext>
  )
}

type Control = HTMLInputElement | HTMLTextAreaElement

/** Returns the text controls. A choice is always valid. */
function getControls(form: HTMLFormElement): Control[] {
  return [...form.elements].filter(
    (one): one is Control => one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement,
  )
}

/** Focuses a control and unfolds the section around it. */
function reveal(control: Control | undefined) {
  control?.closest('details')?.setAttribute('open', '')
  control?.focus()
}
