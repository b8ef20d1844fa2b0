import { Field } from '#ui/field.tsx'
import { TextArea } from '#ui/input.tsx'
import { Prose } from '#ui/prose.tsx'
import { SecretInput } from '#ui/secret-input.tsx'
import type { AuthOption } from './connection-spec.ts'

/** Prefix of the names of controls, so that a credential and a setting of one name stay apart. */
const PREFIX = 'credential.'

/**
 * Fields of one way to authenticate. What is entered stays in the controls, not in any state, and is gone with
 * them.
 */
export function CredentialFields({ option }: { readonly option: AuthOption }) {
  return (
    <div className="flex flex-col gap-4">
      {option.fields.length === 0 && <p className="text-muted text-sm">This needs no credentials.</p>}
      {option.fields.map(({ name, title, description, required, isJson }) => (
        <Field
          key={name}
          label={title}
          optional={!required}
          {...(description !== undefined && { help: <Prose text={description} /> })}
        >
          {(control) =>
            isJson ? (
              <TextArea
                {...control}
                name={`${PREFIX}${name}`}
                required={required}
                rows={4}
                className="font-mono"
              />
            ) : (
              <SecretInput {...control} name={`${PREFIX}${name}`} required={required} />
            )
          }
        </Field>
      ))}
    </div>
  )
}

/** What was entered; what is empty is left out. `option_title` says which way it belongs to. */
export function readCredentials(form: HTMLFormElement, option: AuthOption): Record<string, unknown> {
  const entered = new FormData(form)
  const credentials: Record<string, unknown> = { option_title: option.title }
  for (const { name, isJson } of option.fields) {
    const text = String(entered.get(`${PREFIX}${name}`) ?? '')
    if (text.trim() !== '') credentials[name] = isJson ? JSON.parse(text) : text
  }
  return credentials
}
