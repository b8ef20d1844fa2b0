import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ExternalLink } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import type { Input, Output } from '#api/api.ts'
import { useApi } from '#api/use-api.ts'
import { type Draft, readDraft, SchemaFields } from '#schema/schema-fields.tsx'
import { Button } from '#ui/button.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { Field } from '#ui/field.tsx'
import { Input as TextInput } from '#ui/input.tsx'
import { ErrorNote } from '#ui/states.tsx'
import { Tabs } from '#ui/tabs.tsx'
import { CheckNote } from './check-note.tsx'
import { CredentialFields, readCredentials } from './credential-fields.tsx'
import type { Service } from './use-service.ts'

type NewConnector = Input<'createConnector'>['body']

interface ConnectFormProps {
  readonly service: Service
  readonly workspace_id: string
  readonly onConnected: (connector: Output<'createConnector'>, check: Output<'checkNewConnector'>) => void
}

/** Takes credentials and settings, tries them, and makes a connector of them. */
export function ConnectForm({ service, workspace_id, onConnected }: ConnectFormProps) {
  const { spec } = service
  const form = useRef<HTMLFormElement>(null)
  const [optionName, setOptionName] = useState(spec.options[0]?.name ?? '')
  const [draft, setDraft] = useState<Draft>({})
  const [errors, setErrors] = useState<Record<string, string>>({})
  const connect = useConnect(onConnected)
  const option = spec.options.find(({ name }) => name === optionName)
  const [required, further] = split(spec.settings, ([name]) => spec.requiredSettings.includes(name))

  function submit(event: FormEvent<HTMLFormElement>, anyway: boolean) {
    event.preventDefault()
    if (form.current === null) return
    const settings = readDraft(spec.settings, spec.requiredSettings, draft)
    setErrors(settings.errors)
    if (Object.keys(settings.errors).length > 0) return
    const entered = new FormData(form.current)
    const name = String(entered.get('name') ?? '').trim()
    const base_url = String(entered.get('base_url') ?? '').trim()
    connect.mutate({
      anyway,
      body: {
        workspace_id,
        definition_id: service.definition_id,
        credentials: option === undefined ? {} : readCredentials(form.current, option),
        replication_config: settings.values,
        ...(name !== '' && { name }),
        ...(base_url !== '' && { environment: { base_url } }),
      },
    })
  }
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
              content: <CredentialFields option={one} />,
            }))}
          />
        ) : (
          option !== undefined && <CredentialFields option={option} />
        )}
      </section>
      {required.length > 0 && (
        <section className="flex flex-col gap-3">
          <h2 className="font-semibold text-base">Settings</h2>
          {fieldsOf(required)}
        </section>
      )}
      <Disclosure label="Name and further settings">
        <div className="flex flex-col gap-4">
          <Field label="Name" optional help="How the connector is called in lists.">
            {(control) => (
              <TextInput
                {...control}
                name="name"
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
            {(control) => <TextInput {...control} name="base_url" type="url" placeholder="https://" />}
          </Field>
        </div>
      </Disclosure>
      {connect.error && <ErrorNote error={connect.error} title="The connector was not added" />}
      {failed && <CheckNote check={failed} service={service.name} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" size="lg" busy={connect.isPending}>
          {failed === undefined ? 'Check and add' : 'Check again and add'}
        </Button>
        {failed !== undefined && (
          <Button
            size="lg"
            disabled={connect.isPending}
            onClick={(event) => submit(event as unknown as FormEvent<HTMLFormElement>, true)}
          >
            Add anyway
          </Button>
        )}
        <p className="text-muted text-xs">
          Tried at {service.name} first, then sealed. They are never shown again.
        </p>
      </div>
    </form>
  )
}

/** Tries and then stores; what does not work is stored only if one insists. */
function useConnect(onConnected: ConnectFormProps['onConnected']) {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    // What was entered is not kept after the end.
    gcTime: 0,
    mutationFn: async ({ body, anyway }: { body: NewConnector; anyway: boolean }) => {
      const check = await api.call('checkNewConnector', { body })
      if (check.status === 'failed' && !anyway) return check
      const connector = await api.call('createConnector', { body })
      client.invalidateQueries({ queryKey: ['listConnectors'] })
      client.invalidateQueries({ queryKey: ['listWorkspaces'] })
      onConnected(connector, check)
      return { ...check, status: 'succeeded' as const }
    },
  })
}

function split<T>(all: readonly T[], belongs: (one: T) => boolean): [T[], T[]] {
  return [all.filter(belongs), all.filter((one) => !belongs(one))]
}
