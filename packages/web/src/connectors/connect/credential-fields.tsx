import { Trans } from '@lingui/react/macro'
import { ExternalLink } from 'lucide-react'
import type { AuthOption, CredentialHelp } from '#entities/connector/connection-spec.ts'
import { Field } from '#ui/form/field.tsx'
import { Input, TextArea } from '#ui/form/input.tsx'
import { SecretInput } from '#ui/form/secret-input.tsx'
import { Prose } from '#ui/show/prose.tsx'
import { controlName } from './read-credentials.ts'

interface CredentialFieldsProps {
  readonly option: AuthOption
  /** Error messages by name of the control. */
  readonly errors: Readonly<Record<string, string>>
  /** Whether the first field gets the focus when the surrounding dialog opens. */
  readonly hasFocus?: boolean
}

/**
 * Fields of one auth option. The entered values stay in the controls and never enter state, so they are gone when the
 * controls are.
 */
export function CredentialFields({ option, errors, hasFocus = false }: CredentialFieldsProps) {
  const focus = (name: string) => hasFocus && name === option.fields[0]?.name && { 'data-autofocus': '' }
  return (
    <div className="flex flex-col gap-4">
      {option.help !== undefined && option.fields.length > 0 && <CredentialHelpNote help={option.help} />}
      {option.fields.length === 0 && (
        <p className="text-muted text-sm">
          <Trans>This needs no credentials.</Trans>
        </p>
      )}
      {option.fields.map(({ name, title, description, required, isJson, isSecret, format }) => (
        <Field
          key={name}
          label={title}
          optional={!required}
          error={errors[controlName(name)]}
          {...(description !== undefined && { help: <Prose text={description} /> })}
        >
          {(control) =>
            isJson ? (
              <TextArea
                {...control}
                {...focus(name)}
                name={controlName(name)}
                required={required}
                rows={4}
                className="font-mono"
              />
            ) : isSecret ? (
              <SecretInput {...control} {...focus(name)} name={controlName(name)} required={required} />
            ) : (
              <Input
                {...control}
                {...focus(name)}
                name={controlName(name)}
                required={required}
                type={format === 'email' ? 'email' : 'text'}
                autoComplete="off"
                autoCapitalize="none"
              />
            )
          }
        </Field>
      ))}
    </div>
  )
}

/** Link and instructions for creating a credential, and the scopes it needs. */
function CredentialHelpNote({ help: { url, text, scopes } }: { readonly help: CredentialHelp }) {
  const host = url === null ? '' : new URL(url).hostname
  return (
    <div className="flex flex-col gap-1.5 rounded-md bg-sunken px-3 py-2 text-sm">
      <p className="text-muted">
        {text}{' '}
        {url !== null && (
          <a
            href={url}
            target="_blank"
            rel="noreferrer"
            className="inline-flex items-center gap-1 text-accent hover:underline"
          >
            <Trans>Open {host}</Trans> <ExternalLink aria-hidden="true" className="size-3.5" />
          </a>
        )}
      </p>
      {scopes.length > 0 && (
        <p className="flex flex-wrap items-center gap-1.5 text-muted text-xs">
          <Trans>Scopes:</Trans>
          {scopes.map((scope) => (
            <code key={scope} className="break-all rounded bg-surface px-1 py-px text-ink">
              {scope}
            </code>
          ))}
        </p>
      )}
    </div>
  )
}
