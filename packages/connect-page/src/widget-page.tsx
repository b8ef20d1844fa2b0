import { useEffect, useState } from 'preact/hooks'
import { callPage } from '#session/call-page.ts'
import { isFramed, newCode, type Secrets } from '#session/secrets.ts'
import { askForToken, RESULT } from '#session/widget-messages.ts'
import { chooseTexts } from '#texts/choose-texts.ts'
import { Heading } from '#ui/parts.tsx'
import { Shell } from '#ui/shell.tsx'
import { ConnectApp } from './connect-app.tsx'
import type { SessionWatcher } from './session-page.tsx'
import { WidgetButton } from './widget-button.tsx'

/** Input of existing clients. */
interface WidgetInput {
  readonly token: string
  /** Window that learns the result, and the origin that it must have. */
  readonly client: Window | null
  readonly origin: string | undefined
  readonly session_id: string | null
  readonly source_template_id: string | null
}

interface MadeSession {
  readonly session_id: string
  readonly token: string
}

/**
 * Page at `/widget` and `/widget-bridge`. It removes the widget token from the URL at once, exchanges it for a connect
 * session, and continues as the page of a connect link. If the token is not in the URL, the page at `/widget` shows a
 * button that opens `/widget-bridge` in a window, and that page asks the button for the token.
 */
export function WidgetPage() {
  const [query] = useState(takeQuery)
  const origin = query.get('allowedOrigin')
  const isButton = location.pathname === '/widget' && isFramed && readToken(query) === null
  if (isButton && origin !== null) return <WidgetButton origin={origin} />
  return <WidgetSession query={query} />
}

function WidgetSession({ query }: { readonly query: URLSearchParams }) {
  const { texts } = chooseTexts(null)
  const [begun, setBegun] = useState<{ readonly secrets: Secrets; readonly watcher: SessionWatcher }>()
  const [isEnded, setEnded] = useState(false)
  useEffect(() => {
    begin().catch(() => setEnded(true))
  }, [])

  async function begin() {
    const input = await readInput(query)
    if (input === undefined) return setEnded(true)
    const { token, session_id, source_template_id } = input
    const body = { session_id, source_template_id }
    const made = await callPage<MadeSession>('POST', '/widget-sessions', { token, body })
    const secrets = { session_id: made.session_id, token: made.token, code: newCode() }
    setBegun({ secrets, watcher: tellClient(input) })
  }

  if (begun !== undefined) return <ConnectApp given={begun.secrets} watcher={begun.watcher} />
  return (
    <Shell texts={texts}>
      {isEnded ? (
        <>
          <Heading>{texts.ended}</Heading>
          <p>{texts.endedHelp}</p>
        </>
      ) : (
        <p role="status">{texts.loading}</p>
      )}
    </Shell>
  )
}

/** Reads the query of the URL and removes it there, so that the history does not contain it. */
function takeQuery(): URLSearchParams {
  const query = new URLSearchParams(location.search)
  history.replaceState(null, '', location.pathname)
  return query
}

function readToken(query: URLSearchParams): string | null {
  return query.get('auth') ?? query.get('widget_token') ?? query.get('token')
}

async function readInput(query: URLSearchParams): Promise<WidgetInput | undefined> {
  const common = { session_id: query.get('session'), source_template_id: query.get('selectedTemplateId') }
  const given = readToken(query)
  const opener = window.opener as Window | null
  if (given === null) {
    if (isFramed || opener === null) return undefined
    const token = await askForToken(opener, location.origin)
    return token === undefined ? undefined : { ...common, token, client: opener, origin: location.origin }
  }
  // The content security policy names the only origin that may embed this page. `/widget` works only in a frame.
  if (location.pathname === '/widget' && !isFramed) return undefined
  const token = toToken(given)
  return { ...common, token, client: isFramed ? window.parent : opener, origin: readAllowedOrigin(token) }
}

/** Returns the widget token. A client passes either the token or the envelope that the server returned it in. */
function toToken(given: string): string {
  try {
    const token: unknown = JSON.parse(atob(given)).token
    return typeof token === 'string' ? token : given
  } catch {
    return given
  }
}

/** Returns the origin of a widget token. The server has verified the token: it gave a session for it. */
function readAllowedOrigin(token: string): string | undefined {
  const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')
  return JSON.parse(atob(payload)).allowed_origin
}

/**
 * Sends the result to the page that embeds or opened the widget, in the messages that existing clients know, and to one
 * origin only.
 */
function tellClient({ token, client, origin }: WidgetInput): SessionWatcher {
  const send = (message: object) => {
    if (origin !== undefined) client?.postMessage({ type: RESULT, ...message }, origin)
  }
  return {
    skipsHandshake: true,
    onEnd(name, result) {
      if (name === 'refused' || name === 'failed') {
        send({ message: 'source_create_error', error: name === 'refused' ? 'access_denied' : 'failed' })
      } else if (result?.connector_id) void sendConnector(result.connector_id)
    },
  }

  async function sendConnector(id: string) {
    const data = await readConnector(token, id).catch(() => ({ id }))
    send({ message: 'source_created', data })
  }
}

/** Reads the new connector in the format that existing clients know, without its secrets. */
async function readConnector(token: string, connector_id: string): Promise<object> {
  const response = await fetch(`/api/v1/integrations/connectors/${connector_id}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  if (!response.ok) return { id: connector_id }
  const { id, name, source_template, replication_config, created_at, updated_at } = await response.json()
  return { id, name, source_template, replication_config, created_at, updated_at }
}
