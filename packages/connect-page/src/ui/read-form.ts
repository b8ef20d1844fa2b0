import type { Texts } from '#texts/en.ts'
import type { FieldSchema, ObjectSchema } from '#types.ts'
import { isJson, type NamedField } from './field.tsx'

export function getFields(schema: ObjectSchema): NamedField[] {
  const required = schema.required ?? []
  return Object.entries(schema.properties ?? {}).map(([name, field]) => ({
    name,
    schema: field,
    isRequired: required.includes(name),
  }))
}

/** Returns the input by field name, without empty fields. */
export function readForm(
  form: HTMLFormElement,
  fields: readonly NamedField[],
  texts: Texts,
): { readonly values: Record<string, unknown>; readonly errors: Record<string, string> } {
  const entered = new FormData(form)
  const values: Record<string, unknown> = {}
  const errors: Record<string, string> = {}
  for (const { name, schema, isRequired } of fields) {
    const text = String(entered.get(name) ?? '').trim()
    if (text === '') {
      if (isRequired) errors[name] = texts.required
      continue
    }
    const value = readValue(schema, text)
    if (value === undefined) errors[name] = texts.notJson
    else values[name] = value
  }
  return { values, errors }
}

function readValue(schema: FieldSchema, text: string): unknown {
  if (isJson(schema)) {
    try {
      const value: unknown = JSON.parse(text)
      return typeof value === 'object' && value !== null ? value : undefined
    } catch {
      return undefined
    }
  }
  if (schema.type === 'boolean') return text === 'true'
  if (schema.type === 'integer' || schema.type === 'number') return Number(text)
  return text
}
