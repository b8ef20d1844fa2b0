import { ExternalLink } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { type Draft, readDraft, SchemaFields } from '#schema/schema-fields.tsx'
import { Button } from '#ui/button.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { Field } from '#ui/field.tsx'
import { Input as TextInput } from '#ui/input.tsx'
import { ErrorNote } from '#ui/states.tsx'
import { Tabs } from '#ui/tabs.tsx'
import { FailedAuthorizationNote } from './authorization-note.tsx'
import { CheckNote } from './check-note.tsx'
import type { AuthOption } from './connection-spec.ts'
import { readCredentials } from './credential-fields.tsx'
import { type Entered, enteredOn } from './oauth-journey.ts'
import { OptionFields } from './option-fields.tsx'
import { useAuthorize } from './use-authorize.ts'
import { type OnConnected, useConnect } from './use-connect.ts'
import { useOAuthAppState } from './use-oauth-app.ts'
import type { Service } from './use-service.ts'

interface ConnectFormProps {
  readonly service: Service
  readonly workspace_id: string
  /** Of the page with this form: where one comes back to who was asked at the service. */
  readonly path: string
  /** Why one came back from there with nothing. */
  readonly error: string | undefined
  readonly onConnected: OnConnected
}

/** Takes credentials and settings, or has the owner asked at the service, and makes a connector of what comes. */
export function ConnectForm({ service, workspace_id, path, error, onConnected }: ConnectFormProps) {
  const { spec } = service
  const form = useRef<HTMLFormElement>(null)
  const [before] = useState(() => enteredOn(path))
  const [optionName, setOptionName] = useState(before?.option ?? spec.options[0]?.name ?? '')
  const [isByHand, setByHand] = useState(false)
  const [draft, setDraft] = useState<Draft>(before?.settings ?? {})
  const [errors, setErrors] = useState<Record<string, string>>({})
  const connect = useConnect(onConnected)
  const authorize = useAuthorize()
  const authorizable = spec.options.some(({ authorization }) => authorization !== undefined)
  const app = useOAuthAppState(service.definition_id, authorizable)
  const option = spec.options.find(({ name }) => name === optionName)
  const isAsked = option?.authorization !== undefined && app === 'ready' && !isByHand
  const given = isAsked ? (option.authorization?.settingsGiven ?? []) : []
  const settings = spec.settings.filter(([name]) => !given.includes(name))
  const [required, further] = split(settings, ([name]) => spec.requiredSettings.includes(name))

  function submit(event: FormEvent<HTMLFormElement>, anyway: boolean) {
    event.preventDefault()
    if (form.current === null) return
    const read = readDraft(settings, spec.requiredSettings, draft)
    setErrors(read.errors)
    if (Object.keys(read.errors).length > 0) return
    const entered = new FormData(form.current)
    const name = String(entered.get('name') ?? '').trim()
    const base_url = String(entered.get('base_url') ?? '').trim()
    const common = {
      workspace_id,
      definition_id: service.definition_id,
      ...(name !== '' && { name }),
      ...(base_url !== '' && { environment: { base_url } }),
    }
    if (isAsked) {
      const { option_title: _, ...typed } = readCredentials(form.current, {
        ...option,
        fields: option.authorization?.fields ?? [],
      })
      authorize.begin({
        body: { ...common, replication_config: { ...read.values, ...typed } },
        journey: { path, entered: { option: option.name, name, base_url, settings: draft } },
      })
      return
    }
    const credentials = option === undefined ? {} : readCredentials(form.current, option)
    connect.mutate({ anyway, body: { ...common, credentials, replication_config: read.values } })
  }
  const optionFields = (one: AuthOption) => (
    <OptionFields option={one} service={service} app={app} isByHand={isByHand} onByHand={setByHand} />
  )
  const fieldsOf = (properties: typeof spec.settings) => (
    <SchemaFields
      properties={properties}
      required={spec.requiredSettings}
      draft={draft}
      errors={errors}
      onChange={(name, text) => {
        setDraft((all) => ({ ...all, [name]: text }))
        setErrors(({ [name]: _, ...rest }) => rest)
      }}
    />
  )
  const failed = connect.data?.status === 'failed' ? connect.data : undefined

  return (
    <form
      ref={form}
      onSubmit={(event) => submit(event, false)}
      className="flex flex-col gap-6"
      autoComplete="off"
    >
      {error !== undefined && (
        <FailedAuthorizationNote error={error} service={service.name} slug={service.slug} outcome="added">
          {before !== undefined && 'What you entered is still here.'}
        </FailedAuthorizationNote>
      )}
      <section className="flex flex-col gap-3">
        <div className="flex items-baseline justify-between gap-3">
          <h2 className="font-semibold text-base">Credentials</h2>
          {service.documentationUrl !== null && (
            <a
              href={service.documentationUrl}
              target="_blank"
              rel="noreferrer"
              className="inline-flex items-center gap-1 text-accent text-sm hover:underline"
            >
              Documentation of {service.name} <ExternalLink aria-hidden="true" className="size-3.5" />
            </a>
          )}
        </div>
        {spec.options.length > 1 ? (
          <Tabs
            label="Ways to authenticate"
            value={optionName}
            onChange={setOptionName}
            tabs={spec.options.map((one) => ({
              value: one.name,
              label: one.title,
              content: optionFields(one),
            }))}
          />
        ) : (
          option !== undefined && optionFields(option)
        )}
      </section>
      {required.length > 0 && (
        <section className="flex flex-col gap-3">
          <h2 className="font-semibold text-base">Settings</h2>
          {fieldsOf(required)}
        </section>
      )}
      <Disclosure label="Name and further settings" open={hasFurther(before, spec.requiredSettings)}>
        <div className="flex flex-col gap-4">
          <Field label="Name" optional help="How the connector is called in lists.">
            {(control) => (
              <TextInput
                {...control}
                name="name"
                defaultValue={before?.name}
                maxLength={255}
                placeholder={`Default: ${service.name} and the workspace`}
              />
            )}
          </Field>
          {fieldsOf(further)}
          <Field
            label="Base URL"
            optional
            help={`Where the API is, if this is an instance of ${service.name} that someone runs by themselves. The credentials are sent there and nowhere else.`}
          >
            {(control) => (
              <TextInput
                {...control}
                name="base_url"
                type="url"
                defaultValue={before?.base_url}
                placeholder="https://"
              />
            )}
          </Field>
        </div>
      </Disclosure>
      {connect.error && <ErrorNote error={connect.error} title="The connector was not added" />}
      {authorize.error && (
        <ErrorNote error={authorize.error} title={`You could not be sent to ${service.name}`} />
      )}
      {failed && !isAsked && <CheckNote check={failed} service={service.name} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          type="submit"
          variant="primary"
          size="lg"
          busy={connect.isPending || authorize.isPending}
          disabled={option?.authorization !== undefined && app === 'loading'}
        >
          {isAsked
            ? `Continue with ${service.name}`
            : failed === undefined
              ? 'Check and add'
              : 'Check again and add'}
        </Button>
        {failed !== undefined && !isAsked && (
          <Button
            size="lg"
            disabled={connect.isPending}
            onClick={(event) => submit(event as unknown as FormEvent<HTMLFormElement>, true)}
          >
            Add anyway
          </Button>
        )}
        <p className="text-muted text-xs">
          {isAsked
            ? `You leave for ${service.name} and come back to this page.`
            : `Tried at ${service.name} first, then sealed. They are never shown again.`}
        </p>
      </div>
    </form>
  )
}

/** Whether what was entered before is among what only some need to see. */
function hasFurther(before: Entered | undefined, required: readonly string[]): boolean {
  if (before === undefined) return false
  const { name, base_url, settings } = before
  const isFilled = Object.entries(settings).some(([one, text]) => text !== '' && !required.includes(one))
  return name !== '' || base_url !== '' || isFilled
}

function split<T>(all: readonly T[], belongs: (one: T) => boolean): [T[], T[]] {
  return [all.filter(belongs), all.filter((one) => !belongs(one))]
}
