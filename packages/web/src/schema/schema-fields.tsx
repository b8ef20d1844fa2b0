import type { MessageDescriptor } from '@lingui/core'
import { msg, t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { i18n } from '#texts/i18n.ts'
import { humanName } from '#ui/error-words.ts'
import { Combobox } from '#ui/form/combobox.tsx'
import { type ControlProps, Field } from '#ui/form/field.tsx'
import { Input, TextArea } from '#ui/form/input.tsx'
import type { ChoiceProps } from '#ui/form/option.ts'
import { Select } from '#ui/form/select.tsx'
import { Prose } from '#ui/show/prose.tsx'
import { getKind, type JsonSchema, readText, toText } from './json-schema.ts'

/** Input by field name, as strings. */
export type Draft = Readonly<Record<string, string>>

interface SchemaFieldsProps {
  readonly properties: readonly (readonly [name: string, schema: JsonSchema])[]
  readonly required: readonly string[]
  readonly draft: Draft
  readonly errors: Readonly<Record<string, string>>
  readonly onChange: (name: string, text: string) => void
  /** Whether fields are labeled with their API names instead of their titles. */
  readonly showNames?: boolean
}

/** Form fields generated from a JSON Schema, one per property. */
export function SchemaFields({
  properties,
  required,
  draft,
  errors,
  onChange,
  showNames,
}: SchemaFieldsProps) {
  return (
    <div className="flex flex-col gap-4">
      {properties.map(([name, schema]) => {
        const kind = getKind(name, schema)
        const change = (text: string) => onChange(name, text)
        return (
          <Field
            key={name}
            label={
              showNames === true ? (
                <code className="font-medium text-xs">{name}</code>
              ) : (
                (schema.title ?? humanName(name))
              )
            }
            help={getHelp(schema, kind)}
            error={errors[name]}
            optional={!required.includes(name)}
            aside={
              showNames === true && (
                <span className="shrink-0 text-subtle text-xs">{schema.format ?? typeName(schema)}</span>
              )
            }
          >
            {(control) =>
              getControl(name, control, kind, schema, draft[name] ?? '', change, required.includes(name))
            }
          </Field>
        )
      })}
    </div>
  )
}

function getControl(
  name: string,
  control: ControlProps,
  kind: ReturnType<typeof getKind>,
  schema: JsonSchema,
  text: string,
  change: (text: string) => void,
  isRequired: boolean,
): ReactNode {
  const common = {
    ...control,
    'data-field': name,
    value: text,
    'aria-required': isRequired || undefined,
    onChange: (event: { target: { value: string } }) => change(event.target.value),
  }
  const choice = { ...common, onChange: change, unset: unset(schema) }
  switch (kind) {
    case 'choice':
      return (
        <Choice
          {...choice}
          options={(schema.enum ?? []).map((value) => ({ value: String(value), label: String(value) }))}
        />
      )
    case 'boolean':
      return (
        <Choice
          {...choice}
          options={[
            { value: 'true', label: t`Yes` },
            { value: 'false', label: t`No` },
          ]}
        />
      )
    case 'long text':
      return (
        <TextArea
          {...common}
          rows={2}
          placeholder={getPlaceholder(schema)}
          className="field-sizing-content"
        />
      )
    case 'lines':
      return (
        <TextArea
          {...common}
          rows={2}
          placeholder={getPlaceholder({
            ...schema,
            examples: [schema.examples?.[0] ?? schema.items?.examples?.[0]].flat(),
          })}
          className="field-sizing-content max-h-60"
        />
      )
    case 'json':
      return (
        <TextArea
          {...common}
          rows={2}
          placeholder={getPlaceholder(schema)}
          className="field-sizing-content max-h-72 font-mono text-xs"
        />
      )
    case 'integer':
    case 'number':
      return <Input {...common} inputMode="decimal" placeholder={getPlaceholder(schema)} />
    default:
      return <Input {...common} placeholder={getPlaceholder(schema)} autoComplete="off" />
  }
}

/** Number of options above which a combobox replaces the select. */
const MOST_IN_A_SELECT = 12

/** Select for one value or none. */
function Choice({ options, unset, ...rest }: ChoiceProps<string> & { readonly unset: string }) {
  const all = [{ value: '', label: unset }, ...options]
  return all.length > MOST_IN_A_SELECT ? (
    <Combobox {...rest} options={all} />
  ) : (
    <Select {...rest} options={all} />
  )
}

function unset({ default: value }: JsonSchema): string {
  if (value === undefined) return t`Not set`
  return t`Default: ${{ value: typeof value === 'boolean' ? (value ? t`yes` : t`no`) : String(value) }}`
}

function getPlaceholder({ default: usual, examples }: JsonSchema): string | undefined {
  if (usual !== undefined) return t`Default: ${{ value: short(usual) }}`
  const example = examples?.[0]
  return example === undefined ? undefined : t`For example ${{ value: short(example) }}`
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** Names of the types for people. */
const TYPES: Readonly<Record<string, MessageDescriptor>> = {
  string: msg`text`,
  integer: msg`integer`,
  number: msg`number`,
  boolean: msg`boolean`,
  object: msg`object`,
  array: msg`list`,
  any: msg`any`,
  anything: msg`anything`,
}

function typeName({ type, items, enum: values }: JsonSchema): string {
  if (values !== undefined) return t`choice`
  const name = [type ?? 'any'].flat().filter((one) => one !== 'null')[0] ?? 'any'
  if (name !== 'array') return toWord(name)
  return t`list of ${{ type: toWord([items?.type ?? 'anything'].flat()[0] ?? 'anything') }}`
}

function toWord(type: string): string {
  const word = TYPES[type]
  return word === undefined ? type : i18n._(word)
}

function getHelp({ description, minimum, maximum }: JsonSchema, kind: ReturnType<typeof getKind>): ReactNode {
  const range =
    minimum !== undefined && maximum !== undefined
      ? t`${minimum} to ${maximum}.`
      : minimum !== undefined
        ? t`${minimum} or more.`
        : maximum !== undefined
          ? t`At most ${maximum}.`
          : undefined
  const how = kind === 'lines' ? t`One per line.` : kind === 'json' ? t`As JSON.` : range
  if (description === undefined && how === undefined) return undefined
  return <Prose text={[description, how].filter(Boolean).join(' ')} />
}

/** Returns the input as values, without empty fields. */
export function readDraft(
  properties: SchemaFieldsProps['properties'],
  required: readonly string[],
  draft: Draft,
): { values: Record<string, unknown>; errors: Record<string, string> } {
  const values: Record<string, unknown> = {}
  const errors: Record<string, string> = {}
  for (const [name, schema] of properties) {
    const reading = readText(getKind(name, schema), schema, draft[name] ?? '')
    if ('error' in reading) errors[name] = reading.error
    else if (reading.value !== undefined) values[name] = reading.value
    else if (required.includes(name)) errors[name] = t`This is required.`
  }
  return { values, errors }
}

/** Returns the initial input of a form from existing values. */
export function getDraft(
  properties: SchemaFieldsProps['properties'],
  values: Readonly<Record<string, unknown>>,
): Draft {
  return Object.fromEntries(
    properties.map(([name, schema]) => [name, toText(getKind(name, schema), values[name])]),
  )
}
