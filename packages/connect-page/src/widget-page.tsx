import { useEffect, useState } from 'preact/hooks'
import { callPage } from '#session/call-page.ts'
import { isFramed, newCode, type Secrets } from '#session/secrets.ts'
import { chooseTexts } from '#texts/choose-texts.ts'
import { Heading } from '#ui/parts.tsx'
import { Shell } from '#ui/shell.tsx'
import { ConnectApp } from './connect-app.tsx'
import type { SessionWatcher } from './session-page.tsx'

/** URL parameters that existing clients pass. */
interface WidgetAddress {
  readonly token: string
  readonly session_id: string | null
  readonly source_template_id: string | null
}

interface MadeSession {
  readonly session_id: string
  readonly token: string
}

/**
 * Page at `/widget` and `/widget-bridge`. It removes the widget token from the URL at once, exchanges it for a connect
 * session, and continues as the page of a connect link.
 */
export function WidgetPage() {
  const { texts } = chooseTexts(null)
  const [address] = useState(takeAddress)
  const [made, setMade] = useState<MadeSession>()
  const [isEnded, setEnded] = useState(address === undefined)
  useEffect(() => {
    if (address === undefined) return
    const { token, session_id, source_template_id } = address
    callPage<MadeSession>('POST', '/widget-sessions', {
      token,
      body: { session_id, source_template_id },
    }).then(setMade, () => setEnded(true))
  }, [])
  if (made !== undefined) {
    const secrets: Secrets = { session_id: made.session_id, token: made.token, code: newCode() }
    const watcher = tellClient(address?.token ?? '')
    return <ConnectApp given={secrets} watcher={watcher} />
  }
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

/** Reads the URL parameters and removes them from the URL, so that the history does not contain them. */
function takeAddress(): WidgetAddress | undefined {
  const query = new URLSearchParams(location.search)
  history.replaceState(null, '', location.pathname)
  const given = query.get('auth') ?? query.get('widget_token') ?? query.get('token')
  // The content security policy names the only origin that may embed this page. `/widget` works only in a frame.
  if (given === null || (location.pathname === '/widget' && !isFramed)) return undefined
  return {
    token: readToken(given),
    session_id: query.get('session'),
    source_template_id: query.get('selectedTemplateId'),
  }
}

/** Returns the widget token. A client passes either the token or the envelope that the server returned it in. */
function readToken(given: string): string {
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
 * Sends the result to the page that embeds or opened the widget, in the messages that existing clients know, and to the
 * token's origin only.
 */
function tellClient(token: string): SessionWatcher {
  const other = isFramed ? window.parent : (window.opener as Window | null)
  const origin = readAllowedOrigin(token)
  const send = (message: object) => {
    if (origin !== undefined) other?.postMessage({ type: 'end_user_action_result', ...message }, origin)
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
