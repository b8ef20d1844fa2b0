import { t } from '@lingui/core/macro'

/** Subset of JSON Schema that forms are generated from. */
export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly title?: string
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly items?: JsonSchema
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
}

/** Kind of control for a value. */
export type FieldKind = 'choice' | 'boolean' | 'integer' | 'number' | 'text' | 'long text' | 'lines' | 'json'

const LONG = /^(body|text|content|message|description|html|query|note|comment)$/i

export function getKind(name: string, schema: JsonSchema): FieldKind {
  if (schema.enum?.every((value) => typeof value === 'string') === true) return 'choice'
  const [type, ...others] = getTypes(schema)
  if (others.length > 0) return 'json'
  if (type === 'boolean' || type === 'integer' || type === 'number') return type
  if (type === 'string') return LONG.test(name) || (schema.maxLength ?? 0) > 1000 ? 'long text' : 'text'
  if (type === 'array') {
    const [item, ...otherItems] = getTypes(schema.items ?? {})
    return item === 'string' && otherItems.length === 0 ? 'lines' : 'json'
  }
  return 'json'
}

/** Returns the types of a schema without `null`. */
function getTypes({ type }: JsonSchema): string[] {
  return (type === undefined ? [] : [type].flat()).filter((one) => one !== 'null')
}

/** Formats a value for editing. */
export function toText(kind: FieldKind, value: unknown): string {
  if (value === undefined || value === null) return ''
  if (kind === 'lines' && Array.isArray(value)) return value.join('\n')
  return typeof value === 'string' && kind !== 'json' ? value : JSON.stringify(value, null, 2)
}

/** Value that the input stands for, or the reason why it is invalid. A `value` of undefined means empty input. */
export type Reading = { readonly value: unknown } | { readonly error: string }

export function readText(kind: FieldKind, schema: JsonSchema, text: string): Reading {
  if (text.trim() === '') return { value: undefined }
  switch (kind) {
    case 'boolean':
      return { value: text === 'true' }
    case 'integer':
    case 'number':
      return readNumber(kind, schema, text.trim())
    case 'lines':
      return {
        value: text
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean),
      }
    case 'json':
      return readJson(text)
    case 'choice':
      return { value: text }
    default:
      return readString(schema, text)
  }
}

function readNumber(kind: 'integer' | 'number', { minimum, maximum }: JsonSchema, text: string): Reading {
  const number = Number(text)
  if (!Number.isFinite(number)) return { error: t`This must be a number.` }
  if (kind === 'integer' && !Number.isInteger(number)) return { error: t`This must be a whole number.` }
  if (minimum !== undefined && number < minimum) return { error: t`This must be ${minimum} or more.` }
  if (maximum !== undefined && number > maximum) return { error: t`This must be ${maximum} or less.` }
  // A larger integer would lose digits as a number.
  if (kind === 'integer' && !Number.isSafeInteger(number))
    return { error: t`This number is too large to send.` }
  return { value: number }
}

function readString({ minLength, maxLength }: JsonSchema, text: string): Reading {
  const length = [...text].length
  if (minLength !== undefined && length < minLength)
    return { error: t`This must have ${minLength} characters or more.` }
  if (maxLength !== undefined && length > maxLength)
    return { error: t`This must have ${maxLength} characters or fewer.` }
  return { value: text }
}

/** Like {@link readText}, but for input that must be a JSON object. */
export function readObject(
  text: string,
): { readonly value: Record<string, unknown> } | { readonly error: string } {
  const reading = readJson(text)
  if ('error' in reading) return reading
  const { value } = reading
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return { value: value as Record<string, unknown> }
  return { error: t`This must be an object: ${{ example: '{ "name": value }' }}.` }
}

function readJson(text: string): Reading {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    return { error: t`This must be JSON. ${{ message: error instanceof Error ? error.message : '' }}` }
  }
}
