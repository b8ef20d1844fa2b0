import type { OperationDescription } from '@bulkhead/sdk'
import { type RefObject, useState } from 'react'
import { type JsonSchema, readObject } from '#schema/json-schema.ts'
import { type Draft, getDraft, readDraft } from '#schema/schema-fields.tsx'
import { type FieldErrors, useFieldErrors } from '#schema/use-field-errors.ts'

export type DraftMode = 'form' | 'json'

/** Name of the only field while the params are entered as JSON. */
export const JSON_FIELD = 'JSON'

interface ReadParams {
  readonly values: Record<string, unknown>
  readonly errors: FieldErrors
}

/** Manages the params of an operation while they are entered, field by field or as JSON. */
export function useDraft(
  { params }: OperationDescription,
  form: RefObject<HTMLElement | null>,
  initial: Readonly<Record<string, unknown>> = {},
) {
  const { required, optional } = getParams(params as JsonSchema)
  const all = [...required, ...optional]
  const requiredNames = required.map(([name]) => name)
  const [mode, setMode] = useState<DraftMode>('form')
  const [draft, setDraft] = useState<Draft>(() => getDraft(all, initial))
  const [text, setText] = useState('{}')
  const { errors, show, clear } = useFieldErrors(form)

  function readEntered(demanded: readonly string[]): ReadParams {
    if (mode === 'form') return readDraft(all, demanded, draft)
    const reading = readObject(text.trim() === '' ? '{}' : text)
    if ('error' in reading) return { values: {}, errors: { [JSON_FIELD]: reading.error } }
    return { values: reading.value, errors: {} }
  }
  return {
    required,
    optional,
    requiredNames,
    mode,
    draft,
    text,
    errors,
    /** Returns the params as far as they can be parsed. */
    peek: () => readEntered([]).values,
    /** Returns the entered params. If some are invalid, shows the errors and returns undefined. */
    read(): Record<string, unknown> | undefined {
      const { values, errors } = readEntered(requiredNames)
      return show(errors) ? undefined : values
    },
    /**
     * Switches the mode and keeps the input. If the input cannot be parsed, stays in the mode where it can be
     * fixed.
     */
    changeMode(next: DraftMode) {
      if (next === mode) return
      const { values, errors } = readEntered([])
      if (show(errors)) return
      if (next === 'json') setText(JSON.stringify(values, null, 2))
      else setDraft(getDraft(all, values))
      setMode(next)
    },
    setField(name: string, text: string) {
      setDraft((before) => ({ ...before, [name]: text }))
      clear(name)
    },
    setText(text: string) {
      setText(text)
      clear(JSON_FIELD)
    },
  }
}

/**
 * Returns the required and the optional parameters. Omits parameters with one possible value, which are sent
 * automatically.
 */
function getParams({ properties = {}, required = [] }: JsonSchema) {
  const shown = Object.entries(properties).filter(
    ([, { enum: values, default: usual }]) => !(values?.length === 1 && values[0] === usual),
  )
  return {
    required: shown.filter(([name]) => required.includes(name)),
    optional: shown.filter(([name]) => !required.includes(name)),
  }
}
