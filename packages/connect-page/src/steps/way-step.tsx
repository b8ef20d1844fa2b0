import { useRef, useState } from 'preact/hooks'
import { type PageError, PageError as Refusal } from '#session/call-page.ts'
import { explainCheck, explainError } from '#texts/explain-failure.ts'
import type { Check, EntityGrant, Service, Way } from '#types.ts'
import { Field, type NamedField } from '#ui/field.tsx'
import { Button, Notice, OutsideLink } from '#ui/parts.tsx'
import { getFields, readForm } from '#ui/read-form.ts'
import { useTexts } from '#ui/use-texts.ts'
import { type Access, AccessChoice, getWholeAccess, isEmpty, toGrants } from './access-choice.tsx'

/** Choice and input for one service. */
export interface Entry {
  readonly service: Service
  readonly way: Way
  readonly configuration: Record<string, unknown>
  readonly entities: readonly EntityGrant[] | undefined
}

interface WayStepProps {
  readonly service: Service
  readonly organization: string
  /** Earlier error, such as the response of the service. */
  readonly failure: string | undefined
  /** Checks a pasted credential. @returns The check that failed; undefined when the step is over. */
  readonly onCredentials: (entry: Entry) => Promise<Check | null | undefined>
  /** Starts the authorization at the service. Called during the click, so that the browser lets it open a window. */
  readonly onAuthorize: (entry: Entry) => Promise<void>
}

/** Step for connecting: authorization at the service or a pasted key, and the allowed access. */
export function WayStep({ service, organization, failure, onCredentials, onAuthorize }: WayStepProps) {
  const texts = useTexts()
  const form = useRef<HTMLFormElement>(null)
  const ways = [...service.ways].sort(
    (one, other) => Number(other.kind === 'oauth') - Number(one.kind === 'oauth'),
  )
  const [chosen, setChosen] = useState(0)
  const [access, setAccess] = useState<Access>(() => getWholeAccess(service))
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState(failure)
  const [isBusy, setBusy] = useState(false)
  const way = ways[chosen]
  if (way === undefined) return <Notice kind="warn">{texts.noService}</Notice>
  const fields = getFields(way.schema)
  const settings = getFields(service.settings_schema).filter(
    ({ name }) => !fields.some((field) => field.name === name),
  )
  const all = [...fields, ...settings]

  async function submit() {
    if (form.current === null || way === undefined) return
    const { values, errors } = readForm(form.current, all, texts)
    const noAccess = isEmpty(access)
    setErrors(noAccess ? { ...errors, '': texts.nothingChosen } : errors)
    setProblem(undefined)
    const [first] = Object.keys(errors)
    if (first !== undefined || noAccess) {
      focusField(form.current, first ?? '')
      return
    }
    const entry: Entry = { service, way, configuration: values, entities: toGrants(service, access) }
    setBusy(true)
    try {
      if (way.kind === 'oauth') await onAuthorize(entry)
      else {
        const check = await onCredentials(entry)
        if (check !== undefined) setProblem(explainCheck(texts, check, service.name))
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      showRefusal(error)
    } finally {
      setBusy(false)
    }
  }

  /** Shows the details of the server's error at their fields, and an explanation above the form. */
  function showRefusal(error: PageError) {
    const found: Record<string, string> = {}
    for (const { field, message } of error.details) {
      const name = field.split('.').at(-1) ?? ''
      if (all.some((one) => one.name === name)) found[name] = message
    }
    setErrors(found)
    setProblem(explainError(texts, error, service.name))
  }

  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBusy) void submit()
      }}
    >
      {ways.length > 1 && (
        <fieldset class="ways">
          <legend>{texts.howToConnect}</legend>
          {ways.map(({ option, title, kind }, index) => (
            <label key={`${option} ${kind}`}>
              <input
                type="radio"
                name="bulkhead-way"
                checked={index === chosen}
                onChange={() => {
                  setChosen(index)
                  setErrors({})
                  setProblem(undefined)
                }}
              />
              <span>{title}</span>
            </label>
          ))}
        </fieldset>
      )}
      {way.kind === 'oauth' ? (
        <p>{texts.oauthHelp({ organization, service: service.name })}</p>
      ) : (
        <KeyHelp way={way} service={service.name} />
      )}
      <Fields key={chosen} fields={fields} errors={errors} />
      <Settings settings={settings} errors={errors} />
      <AccessChoice
        service={service}
        organization={organization}
        access={access}
        isByKey={way.kind === 'fields'}
        error={errors['']}
        onChange={setAccess}
      />
      {problem !== undefined && (
        <Notice kind="bad" title={texts.failed} isAlert>
          {problem}
        </Notice>
      )}
      <div class="actions">
        <Button kind="primary" type="submit" isBusy={isBusy}>
          {way.kind === 'oauth' ? texts.continueWith(service.name) : texts.connect}
        </Button>
      </div>
      <p class="help" role="status">
        {isBusy && way.kind === 'fields'
          ? `${texts.checking(service.name)} ${texts.checkingHelp}`
          : Object.keys(errors).length > 0
            ? texts.fieldsWrong(Object.keys(errors).length)
            : texts.encrypted(organization)}
      </p>
    </form>
  )
}

function KeyHelp({ way: { help }, service }: { readonly way: Way; readonly service: string }) {
  const texts = useTexts()
  if (help === null) return null
  const isLink = help.url !== null && /^https?:/.test(help.url)
  return (
    <div class="key-help">
      {help.text !== null && <p>{help.text}</p>}
      {isLink && (
        <p>
          <OutsideLink href={help.url} hint={texts.opensNewTab}>
            {texts.makeKey(service)}
          </OutsideLink>
        </p>
      )}
      {help.scopes.length > 0 && (
        <p>
          {texts.neededScopes}{' '}
          {help.scopes.map((scope) => (
            <code key={scope}>{scope}</code>
          ))}
        </p>
      )}
    </div>
  )
}

interface FieldsProps {
  readonly fields: readonly NamedField[]
  readonly errors: Readonly<Record<string, string>>
}

function Fields({ fields, errors }: FieldsProps) {
  return (
    <>
      {fields.map((field) => (
        <Field key={field.name} {...field} error={errors[field.name]} />
      ))}
    </>
  )
}

/** Fields of the settings. Required settings are visible, optional ones are folded. */
function Settings({
  settings,
  errors,
}: Omit<FieldsProps, 'fields'> & { readonly settings: readonly NamedField[] }) {
  const texts = useTexts()
  const further = settings.filter(({ isRequired }) => !isRequired)
  return (
    <>
      <Fields fields={settings.filter(({ isRequired }) => isRequired)} errors={errors} />
      {further.length > 0 && (
        <details open={further.some(({ name }) => errors[name] !== undefined) || undefined}>
          <summary>{texts.furtherSettings}</summary>
          <Fields fields={further} errors={errors} />
        </details>
      )}
    </>
  )
}

function focusField(form: HTMLFormElement, name: string) {
  if (name === '') return void form.querySelector<HTMLElement>('.access summary')?.focus()
  const control = form.elements.namedItem(name)
  if (control instanceof HTMLElement) control.focus()
}
