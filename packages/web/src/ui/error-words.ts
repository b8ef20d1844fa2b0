import { ApiError, ConnectionError, type ErrorDetail } from '@bulkhead/sdk/client'
import { t } from '@lingui/core/macro'

/** Labels of a form's fields by their names in the API. */
export type FieldLabels = Readonly<Record<string, string>>

/** What an error says to a person, with fields called as the form calls them. */
export function errorWords(error: Error, labels: FieldLabels = {}): string {
  if (error instanceof ConnectionError)
    return t`Nothing was lost. This page continues by itself once the server responds again.`
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

/** `start_date` as a person reads it: "Start date". */
export function humanName(name: string): string {
  const words = name
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/([a-z\d])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .trim()
  return (words.charAt(0).toUpperCase() + words.slice(1)).replaceAll(/\b(id|url|api)\b/gi, (short) =>
    short.toUpperCase(),
  )
}
