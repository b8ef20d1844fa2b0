import { useEffect, useRef, useState } from 'preact/hooks'
import { authorizeHere, openAuthorizationWindow } from '#session/authorization-window.ts'
import { callPage, PageError } from '#session/call-page.ts'
import { type Embedder, greetEmbedder } from '#session/embedder.ts'
import { forgetSecrets, hashCode, isFramed, keepSecrets, type Secrets } from '#session/secrets.ts'
import { LOADING, reduceSession, type SessionEvent } from '#session/session-state.ts'
import { chooseTexts } from '#texts/choose-texts.ts'
import { explainError } from '#texts/explain-failure.ts'
import type { ConnectPage, ListedService, Outcome, Result, Service } from '#types.ts'
import { Button, Heading } from '#ui/parts.tsx'
import { Shell } from '#ui/shell.tsx'
import { AskStep } from './steps/ask-step.tsx'
import { DoneStep, getOtherAccount } from './steps/done-step.tsx'
import { WaitingStep } from './steps/waiting-step.tsx'
import type { Entry } from './steps/way-step.tsx'
import { Mark } from './ui/parts.tsx'
import { useTexts } from './ui/use-texts.ts'

const GO_ON_MS = 2_500
/** Time in milliseconds without a response from the embedder after which this page says that it cannot be used alone. */
const WELCOME_MS = 5_000

/** Observer of a session's progress, such as the widget page. */
export interface SessionWatcher {
  /**
   * Whether to skip the handshake with the embedder, because the content security policy already limits which pages may
   * embed this one.
   */
  readonly skipsHandshake: boolean
  onEnd(name: 'completed' | 'awaiting_confirmation' | 'failed' | 'refused', result?: Result): void
}

interface SessionProps {
  readonly secrets: Secrets
  readonly watcher: SessionWatcher | undefined
}

/** Connect session from its first step to its last. */
export function Session({ secrets, watcher }: SessionProps) {
  const { state, dispatch } = useSessionState()
  const { page, view } = state.current
  const embedder = useRef<Embedder | undefined>(undefined)
  const authorization = useRef<{ close(): void } | undefined>(undefined)
  const { texts } = chooseTexts(page?.locale ?? null)
  const { token, session_id, code } = secrets

  useEffect(() => {
    void load()
  }, [])
  useEffect(() => {
    if (page === undefined) return
    document.title = page.organization.name
    if (view.at === 'ask' || view.at === 'waiting') {
      embedder.current?.send('step', {
        step: view.at === 'ask' ? (view.service ? 'way' : 'services') : 'authorization',
      })
    }
    if (view.at === 'done') end(view.result)
  }, [page, view])

  async function load() {
    try {
      const found = await callPage<ConnectPage>('GET', '/session', { token })
      dispatch({ type: 'read', page: found })
      if (found.needs_handshake && watcher?.skipsHandshake !== true && embedder.current === undefined) {
        const greeting = greetEmbedder(session_id, found.allowed_origins)
        embedder.current = await Promise.race([greeting, waitFor(WELCOME_MS)])
        // A window whose opener was cut off by a service's page can still show the result of a finished session.
        if (embedder.current === undefined && found.status === 'open') {
          dispatch({ type: 'alone' })
          // The embedder's page may still be loading, or the browser may have stopped it in the background.
          embedder.current = await greeting
          if (embedder.current === undefined) return
          embedder.current.send('ready')
          return load()
        }
        embedder.current?.send('ready')
      }
      await show(found)
    } catch (error) {
      dispatch({ type: toFailure(error) })
    }
  }

  /** Shows the state of the session, for example when the browser returns from the service. */
  async function show(found: ConnectPage, entry?: Entry) {
    const choice = entry ?? secrets.choice
    if (found.result !== null || found.status !== 'open')
      return dispatch({ type: 'shown', page: found, choice })
    const [only, ...others] = found.services
    const service =
      choice?.service ?? (only !== undefined && others.length === 0 ? await getService(only) : undefined)
    const name = service?.name ?? only?.name ?? ''
    const texts = chooseTexts(found.locale).texts
    const failure = found.error === null ? undefined : explainError(texts, found.error, name)
    if (failure !== undefined) embedder.current?.send('failed', { error: found.error?.code ?? '' })
    dispatch({ type: 'shown', page: found, service, failure })
  }

  const getService = ({ definition_id }: ListedService) =>
    callPage<Service>('GET', `/session/services/${definition_id}`, { token })

  async function choose(listed: ListedService | undefined) {
    dispatch({ type: 'requested' })
    const since = state.current.changes
    try {
      dispatch({ type: 'chosen', service: listed && (await getService(listed)), since })
    } catch (error) {
      dispatch({ type: toFailure(error), since })
    }
  }

  /** Tells everyone how the session ended. */
  function end(result: Result) {
    authorization.current?.close()
    forgetSecrets(session_id)
    embedder.current?.send(result.status, {
      ...(result.connector_id !== null && { connector_id: result.connector_id }),
      confirmation_code: code,
    })
    watcher?.onEnd(result.status, result)
    if (canGoOn(result) && page !== undefined && getOtherAccount(page, result) === undefined)
      setTimeout(() => goOn(result), GO_ON_MS)
  }

  const canGoOn = ({ redirect_to }: Pick<Result, 'redirect_to'>) => redirect_to !== null && !isFramed

  function goOn({ redirect_to }: Pick<Result, 'redirect_to'>, withCode = true) {
    const url = new URL(redirect_to ?? '', location.origin)
    if (!/^https?:$/.test(url.protocol)) return
    if (withCode) url.searchParams.set('confirmation_code', code)
    location.replace(url)
  }

  const toBody = async ({ service, way, configuration, entities }: Entry) => ({
    definition_id: service.definition_id,
    option: way.option,
    configuration,
    ...(entities !== undefined && { entities }),
    confirmation_hash: await hashCode(code),
  })

  async function tryCredentials(entry: Entry) {
    const found = page as ConnectPage
    try {
      const outcome = await callPage<Outcome>('POST', '/session/credentials', {
        token,
        body: await toBody(entry),
      })
      if (outcome.status === 'failed') {
        embedder.current?.send('failed', { error: outcome.error?.code ?? 'check_failed' })
        return outcome.check
      }
      const { status, connector_id, account, redirect_to, check } = outcome
      const unreadable = check?.entity_check_results.find((one) => one.status_code === 403)?.entity
      const previous_account = outcome.previous_account ?? found.previous_account
      const result = { status, connector_id, account, redirect_to, unreadable }
      dispatch({ type: 'shown', page: { ...found, previous_account, result }, choice: entry })
    } catch (error) {
      if (!isEnded(error)) throw error
      await showEnd(entry)
    }
    return undefined
  }

  /**
   * Shows how the session ended. An earlier request may have finished it, although its response did not arrive: the server
   * then still returns the result.
   */
  async function showEnd(entry: Entry) {
    try {
      const found = await callPage<ConnectPage>('GET', '/session', { token })
      // A session without attempts left is still open.
      if (found.status === 'open') dispatch({ type: 'ended' })
      else await show(found, entry)
    } catch (error) {
      dispatch({ type: toFailure(error) })
    }
  }

  /**
   * Starts the authorization. If another page embeds or opened this page, it runs in a new window. Otherwise, or if the
   * browser blocks the window, it runs in this tab.
   */
  async function authorize(entry: Entry) {
    const opened =
      isFramed || window.opener !== null ? openAuthorizationWindow(() => void look(entry)) : undefined
    authorization.current?.close()
    authorization.current = opened
    try {
      const body = await toBody(entry)
      const { nonce } = await callPage<{ nonce: string }>('POST', '/session/authorization', { token, body })
      if (opened !== undefined) {
        opened.give(nonce)
        dispatch({ type: 'authorizing', entry })
        return
      }
      keepSecrets({ ...secrets, choice: { service: entry.service, entities: entry.entities } })
      if (!authorizeHere(nonce))
        dispatch({ type: 'chosen', service: entry.service, failure: texts.windowBlocked })
    } catch (error) {
      opened?.close()
      if (!isEnded(error)) throw error
      await showEnd(entry)
    }
  }

  /**
   * Reads the state of the session to see whether the authorization in the other window has ended. Does not depend on
   * messages from that window, which may have lost its opener. A response that arrives after the view changed is
   * about an earlier attempt.
   */
  async function look(entry?: Entry): Promise<void> {
    const since = state.current.changes
    try {
      const found = await callPage<ConnectPage>('GET', '/session', { token })
      if (since !== state.current.changes) return
      if (found.result !== null || found.status !== 'open' || found.error !== null) await show(found, entry)
    } catch (error) {
      if (isEnded(error)) dispatch({ type: 'ended', since })
    }
  }

  async function decline(): Promise<void> {
    try {
      const answer = await callPage<{ redirect_to: string | null }>('POST', '/session/decline', {
        token,
        body: {},
      })
      embedder.current?.send('refused')
      watcher?.onEnd('refused')
      forgetSecrets(session_id)
      if (canGoOn(answer)) goOn(answer, false)
      else dispatch({ type: 'declined' })
    } catch (error) {
      dispatch({ type: toFailure(error) })
    }
  }

  async function disconnect(service: Service) {
    try {
      const answer = await callPage<{ redirect_to: string | null }>('POST', '/session/disconnect', {
        token,
        body: {},
      })
      embedder.current?.send('closed')
      forgetSecrets(session_id)
      if (canGoOn(answer)) goOn(answer, false)
      else dispatch({ type: 'disconnected', service })
    } catch (error) {
      dispatch({ type: toFailure(error) })
    }
  }

  return (
    <Shell texts={texts} organization={page?.organization} onClose={embedder.current?.close}>
      {render()}
    </Shell>
  )

  function render() {
    switch (view.at) {
      case 'loading':
        return <p role="status">{texts.loading}</p>
      case 'unreachable':
        return (
          <>
            <Heading>{texts.failed}</Heading>
            <p>{texts.failures.unreachable()}</p>
            <div class="actions">
              <Button kind="primary" onClick={() => void load()}>
                {texts.tryAgain}
              </Button>
            </div>
          </>
        )
      case 'ended':
        return <End title={texts.ended} help={texts.endedHelp} />
      case 'alone':
        return <End title={texts.alone} help={texts.aloneHelp} />
      case 'declined':
        return <End title={texts.declined} help={texts.declinedHelp(page?.organization.name ?? '')} />
      case 'disconnected':
        return (
          <End
            title={texts.disconnected(view.service.name)}
            help={texts.disconnectedHelp(page?.organization.name ?? '')}
          />
        )
      case 'waiting':
        return (
          <WaitingStep
            service={view.service}
            look={() => look(view.entry)}
            onBack={() => {
              authorization.current?.close()
              dispatch({ type: 'chosen', service: view.service })
            }}
          />
        )
    }
    if (page === undefined) return null
    switch (view.at) {
      case 'ask':
        return (
          <AskStep
            page={page}
            secrets={secrets}
            service={view.service}
            failure={view.failure}
            onChoose={(service) => void choose(service)}
            onCredentials={tryCredentials}
            onAuthorize={authorize}
            onDecline={() => void decline()}
            onDisconnect={(service) => dispatch({ type: 'disconnecting', service })}
          />
        )
      case 'disconnecting':
        return (
          <DisconnectStep
            service={view.service}
            organization={page.organization.name}
            onDisconnect={() => disconnect(view.service)}
            onBack={() => dispatch({ type: 'chosen', service: view.service })}
          />
        )
      case 'done': {
        const { result, choice } = view
        const isAnother = getOtherAccount(page, result) !== undefined
        return (
          <DoneStep
            page={page}
            service={choice?.service ?? (page.services.length === 1 ? page.services[0] : undefined)}
            grants={choice?.entities}
            result={result}
            onGoOn={canGoOn(result) ? () => goOn(result) : undefined}
            goesOnByItself={!isAnother}
          />
        )
      }
    }
  }
}

function End({ title, help }: { readonly title: string; readonly help: string }) {
  return (
    <>
      <Heading>{title}</Heading>
      <p>{help}</p>
    </>
  )
}

/** Returns the state of the page, the latest one in closures of earlier renderings too. */
function useSessionState() {
  const state = useRef(LOADING)
  const [, rerender] = useState(LOADING)
  return {
    state,
    dispatch(event: SessionEvent) {
      state.current = reduceSession(state.current, event)
      rerender(state.current)
    },
  }
}

function toFailure(error: unknown): 'ended' | 'unreachable' {
  return isEnded(error) ? 'ended' : 'unreachable'
}

function isEnded(error: unknown): boolean {
  if (!(error instanceof PageError)) throw error
  return error.code === 'connect_session_ended' || error.code === 'unauthenticated'
}

function waitFor(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds))
}

interface DisconnectStepProps {
  readonly service: Service
  readonly organization: string
  readonly onDisconnect: () => Promise<void>
  readonly onBack: () => void
}

/** Asks for confirmation before it ends a connection. */
function DisconnectStep({ service, organization, onDisconnect, onBack }: DisconnectStepProps) {
  const texts = useTexts()
  const [isBusy, setBusy] = useState(false)
  return (
    <>
      <Mark src={service.icon_url} size={40} />
      <Heading>{texts.disconnectTitle(service.name)}</Heading>
      <p>{texts.disconnectHelp({ organization, service: service.name })}</p>
      <div class="actions">
        <Button
          kind="danger"
          isBusy={isBusy}
          onClick={() => {
            setBusy(true)
            void onDisconnect().finally(() => setBusy(false))
          }}
        >
          {texts.disconnect}
        </Button>
        <Button onClick={onBack}>{texts.cancel}</Button>
      </div>
    </>
  )
}
