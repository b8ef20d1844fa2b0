import { useId, useState } from 'preact/hooks'
import type { FieldSchema } from '#types.ts'
import { useTexts } from './use-texts.ts'

export interface NamedField {
  readonly name: string
  readonly schema: FieldSchema
  readonly isRequired: boolean
}

interface FieldProps extends NamedField {
  readonly error: string | undefined
}

/** Field of a form. Its value stays in the control, never in state, and disappears with it. */
export function Field({ name, schema, isRequired, error }: FieldProps) {
  const texts = useTexts()
  const id = useId()
  const label = getTitle(name, schema)
  const described = [schema.description && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ')
  const control = {
    id,
    name,
    'aria-required': isRequired || undefined,
    'aria-invalid': error !== undefined || undefined,
    'aria-describedby': described || undefined,
  }
  return (
    <div class="field">
      <label for={id}>
        {label}
        {!isRequired && <span class="optional"> ({texts.optional})</span>}
      </label>
      <Control control={control} schema={schema} name={name} label={label} />
      {schema.description && (
        <p class="help" id={`${id}-help`}>
          {toPlain(schema.description)}
        </p>
      )}
      {error !== undefined && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  )
}

interface ControlProps {
  readonly control: { readonly id: string; readonly name: string }
  readonly schema: FieldSchema
  readonly name: string
  readonly label: string
}

function Control({ control, schema, name, label }: ControlProps) {
  const texts = useTexts()
  const standard = schema.default === undefined ? '' : String(schema.default)
  if (schema.enum !== undefined || schema.type === 'boolean') {
    const values = schema.enum?.map(String) ?? ['true', 'false']
    const words: Record<string, string> = { true: texts.yes, false: texts.no }
    return (
      <select {...control} defaultValue={standard}>
        <option value="">{texts.notSet}</option>
        {values.map((value) => (
          <option key={value} value={value} selected={value === standard}>
            {schema.enum === undefined ? words[value] : value}
          </option>
        ))}
      </select>
    )
  }
  if (isJson(schema)) return <textarea {...control} rows={5} class="code" {...PLAIN} onPaste={pasteClean} />
  if (isSecret(name, schema)) return <Secret control={control} label={label} />
  return (
    <input
      {...control}
      {...PLAIN}
      inputMode={schema.format === 'email' ? 'email' : 'text'}
      defaultValue={standard}
      placeholder={typeof schema.examples?.[0] === 'string' ? schema.examples[0] : undefined}
      onPaste={pasteClean}
    />
  )
}

/** Attributes that turn off correction, capitalization and autofill for credentials. */
const PLAIN = {
  autocomplete: 'off',
  autocapitalize: 'none',
  spellcheck: false,
  'data-1p-ignore': '',
  'data-lpignore': 'true',
} as const

/** Field for a secret. A secret of several lines, such as a private key, keeps its line breaks when it is pasted. */
function Secret({ control, label }: Pick<ControlProps, 'control' | 'label'>) {
  const texts = useTexts()
  const [isShown, setShown] = useState(false)
  const [lines, setLines] = useState<string>()
  return (
    <div class="secret">
      {lines === undefined ? (
        <input
          {...control}
          {...PLAIN}
          {...(isShown ? { type: 'text' as const } : { type: 'password' as const })}
          class="code"
          onPaste={(event) => {
            const text = clean(event.clipboardData?.getData('text') ?? '')
            if (!text.includes('\n')) return pasteClean(event)
            event.preventDefault()
            setLines(text)
          }}
        />
      ) : (
        <textarea
          {...control}
          {...PLAIN}
          rows={4}
          class={isShown ? 'code' : 'code veiled'}
          defaultValue={lines}
        />
      )}
      <button
        type="button"
        class="show"
        aria-label={isShown ? texts.hide(label) : texts.show(label)}
        onClick={() => setShown(!isShown)}
      >
        <svg
          viewBox="0 0 16 16"
          width="16"
          height="16"
          fill="none"
          stroke="currentColor"
          stroke-width="1.4"
          aria-hidden="true"
        >
          <path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8Z" />
          <circle cx="8" cy="8" r="2" />
          {isShown && <path d="m3 13 10-10" />}
        </svg>
      </button>
    </div>
  )
}

/**
 * Removes from a pasted value the characters that copying adds: spaces and line breaks around it, invisible characters.
 */
function pasteClean(event: ClipboardEvent & { readonly currentTarget: EventTarget | null }) {
  const control = event.currentTarget as HTMLInputElement | HTMLTextAreaElement
  const text = event.clipboardData?.getData('text')
  if (text === undefined || text === clean(text)) return
  event.preventDefault()
  control.setRangeText(clean(text), control.selectionStart ?? 0, control.selectionEnd ?? 0, 'end')
}

function clean(text: string): string {
  return text
    .replaceAll(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .replaceAll('\r\n', '\n')
    .trim()
}

export function isJson({ type }: FieldSchema): boolean {
  const types = [type ?? 'string'].flat()
  return types.includes('object') || types.includes('array')
}

/** Returns whether a field holds a secret. A user name does not, even if the definition marks it as one. */
function isSecret(name: string, schema: FieldSchema): boolean {
  if (schema.format === 'email' || schema.format === 'uri' || /^(user_?name|e?mail|subdomain)$/i.test(name))
    return false
  return schema.format === 'password' || schema.airbyte_secret === true || schema.writeOnly === true
}

function getTitle(name: string, { title }: FieldSchema): string {
  const words = name.replaceAll(/[_.-]+/g, ' ').trim()
  return title ?? words.charAt(0).toUpperCase() + words.slice(1)
}

/** Returns a description without its Markdown marks. */
function toPlain(text: string): string {
  return text.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1').replaceAll(/[`*]/g, '')
}
