import { useRef, useState } from 'react'
import type { AuthOption } from '#entities/connector/connection-spec.ts'
import { type OAuthAppState, useOAuthAppState } from '#entities/connector/use-oauth-app.ts'
import type { Service } from '#entities/connector/use-service.ts'
import { enteredOn } from '#entities/session/oauth-journey.ts'
import { type Draft, readDraft } from '#schema/schema-fields.tsx'
import { useFieldErrors } from '#schema/use-field-errors.ts'
import { readCredentials } from './read-credentials.ts'
import { useAuthorize } from './use-authorize.ts'
import { type OnConnected, useConnect } from './use-connect.ts'

interface ConnectFormInput {
  readonly service: Service
  readonly workspace_id: string
  /** Path of the page with the form. */
  readonly path: string
  readonly onConnected: OnConnected
}

/** State and actions of the form that adds a connector. */
export function useConnectForm({ service, workspace_id, path, onConnected }: ConnectFormInput) {
  const { spec, definition_id } = service
  const form = useRef<HTMLFormElement>(null)
  const [before] = useState(() => enteredOn(path))
  const [chosen, setChosen] = useState(before?.option)
  const [isByHand, setByHand] = useState(false)
  const [draft, setDraft] = useState<Draft>(before?.settings ?? {})
  const { errors, show, clear } = useFieldErrors(form)
  const changed = useRef(false)
  const connect = useConnect((...result) => {
    changed.current = false
    onConnected(...result)
  })
  const authorize = useAuthorize()
  const authorizable = spec.options.some(({ authorization }) => authorization !== undefined)
  const app = useOAuthAppState(definition_id, authorizable)
  const options = inOrder(spec.options, app)
  const optionName = chosen ?? options[0]?.name ?? ''
  const option = options.find(({ name }) => name === optionName)
  const authorization = app === 'ready' && !isByHand ? option?.authorization : undefined
  const given = authorization?.settingsGiven ?? []
  const settings = spec.settings.filter(([name]) => !given.includes(name))

  /** Submits the form. @param anyway Stores the credentials even if the service did not accept them. */
  function submit(anyway: boolean) {
    if (form.current === null) return
    const entered = new FormData(form.current)
    const { values, errors: wrongSettings } = readDraft(settings, spec.requiredSettings, draft)
    const asked = option && (authorization ? { ...option, fields: authorization.fields } : option)
    const typed = asked && readCredentials(entered, asked)
    if (show({ ...typed?.errors, ...wrongSettings })) return
    const toText = (control: string) => String(entered.get(control) ?? '').trim()
    const name = toText('name')
    const base_url = toText('base_url')
    const common = {
      workspace_id,
      definition_id,
      ...(name !== '' && { name }),
      ...(base_url !== '' && { environment: { base_url } }),
    }
    if (authorization === undefined) {
      connect.mutate({
        anyway,
        body: { ...common, credentials: typed?.credentials ?? {}, replication_config: values },
      })
      return
    }
    changed.current = false
    const { option_title: _, ...beside } = typed?.credentials ?? {}
    authorize.begin({
      body: { ...common, replication_config: { ...values, ...beside } },
      journey: { path, entered: { option: optionName, name, base_url, settings: draft } },
    })
  }

  return {
    form,
    /** Whether the form has input that is not stored. */
    changed,
    /** Input from before the visit to the service. */
    before,
    /** Auth options. Options that work at once come first. */
    options,
    option,
    /** Chooses an auth option and clears the errors, which belong to the previous one. */
    chooseOption(name: string) {
      show({})
      setChosen(name)
    },
    app,
    isByHand,
    setByHand(is: boolean) {
      show({})
      setByHand(is)
    },
    /** Whether the credentials come from an authorization at the service. */
    isAsked: authorization !== undefined,
    settings,
    draft,
    setSetting(name: string, text: string) {
      setDraft((all) => ({ ...all, [name]: text }))
      clear(name)
    },
    errors,
    connect,
    authorize,
    submit,
  }
}

/**
 * Sorts the auth options. As long as the organization has no OAuth app at the service, options with authorization come
 * last.
 */
function inOrder(options: readonly AuthOption[], app: OAuthAppState): readonly AuthOption[] {
  if (app === 'ready') return options
  return options.toSorted(
    (a, b) => Number(a.authorization !== undefined) - Number(b.authorization !== undefined),
  )
}

export type ConnectFormState = ReturnType<typeof useConnectForm>
