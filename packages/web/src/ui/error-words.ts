import { ApiError, ConnectionError, type ErrorDetail } from '@bulkhead/sdk/client'
import { t } from '@lingui/core/macro'

/** Labels of a form's fields by their names in the API. */
export type FieldLabels = Readonly<Record<string, string>>

/** Returns an error's message, with the form's labels for its fields. */
export function errorWords(error: Error, labels: FieldLabels = {}): string {
  if (error instanceof ConnectionError)
    return t`Nothing was lost. This page continues by itself once the server responds again.`
  // The message of the API is for programs.
  if (error instanceof ApiError && error.code === 'unauthenticated')
    return t`Your session had ended. Try again.`
  if (!(error instanceof ApiError) || error.code !== 'invalid_request' || error.errors.length === 0)
    return error.message
  return error.errors.map((detail) => detailWords(detail, labels)).join(' ')
}

function detailWords({ field, message }: ErrorDetail, labels: FieldLabels): string {
  const said = message.startsWith(field) ? message.slice(field.length).trim() : message
  const [, name = '', ...further] = field.split('.')
  if (name === '') return sentence(said)
  const entry = further
    .map((part) => (/^\d+$/.test(part) ? t`line ${{ line: Number(part) + 1 }}` : part))
    .join(', ')
  return sentence([labels[name] ?? humanName(name), entry].filter(Boolean).join(', ').concat(' ', said))
}

function sentence(text: string): string {
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`
}

/** Control of a form, with the name of its field in the API. */
interface NamedControl {
  readonly name: string
  readonly dataset: { readonly field?: string }
  readonly labels: NodeListOf<HTMLLabelElement> | null
}

/**
 * Returns an error's messages by control. An API field belongs to the control named like the last part of its
 * path that any control has. A control's name may have a prefix, as in `credential.token`.
 */
export function readFieldErrors<Control extends NamedControl>(
  error: Error,
  controls: readonly Control[],
): { readonly found: ReadonlyMap<Control, string>; readonly isAll: boolean } {
  const details = error instanceof ApiError ? error.errors : []
  const found = new Map<Control, string>()
  let rest = 0
  for (const detail of details) {
    const control = findControl(detail.field, controls)
    if (control === undefined) rest += 1
    else if (!found.has(control)) {
      const name = detail.field.split('.')[1] ?? ''
      const label = control.labels?.[0]?.firstChild?.textContent
      found.set(control, detailWords(detail, label ? { [name]: label } : {}))
    }
  }
  return { found, isAll: rest === 0 && found.size > 0 }
}

function findControl<Control extends NamedControl>(
  field: string,
  controls: readonly Control[],
): Control | undefined {
  for (const part of field.split('.').slice(1).reverse()) {
    const control = controls.find(({ name, dataset }) => {
      const own = dataset.field ?? name
      return own === part || own.endsWith(`.${part}`)
    })
    if (control !== undefined) return control
  }
  return undefined
}

/** Returns a field name for people: `start_date` becomes "Start date". */
export function humanName(name: string): string {
  const words = name
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/([a-z\d])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .trim()
  return (words.charAt(0).toUpperCase() + words.slice(1)).replaceAll(/\b(id|url|api)\b/gi, (short) =>
    short.toUpperCase(),
  )
}
