import type { RequestContext } from '#access/request/principal'
import { getRedirectOrigins } from '#connectors/oauth/callback-url'
import { isRegistered } from '#connectors/oauth/redirect-url'
import type { Database } from '#platform/database/roles/confine'
import type { SessionRow } from '../session-rows.ts'

interface Dependencies {
  readonly database: Database
  readonly issuer: string
}

/** Query parameters of the result in a redirect URL. The page adds `confirmation_code`, which only the page knows. */
const RESULTS = ['session_id', 'connector_id', 'confirmation_code', 'error', 'error_description']

/**
 * Returns the URL to which the browser goes at the end of a session: its `redirect_url` with the result. Null if the
 * session has none, or if its origin is no longer registered.
 */
export async function redirectBack(
  services: Dependencies,
  principal: Pick<RequestContext, 'organization' | 'session' | 'token_id'>,
  session: SessionRow,
): Promise<string | null> {
  const { redirect_url, session_id, connector_id, status } = session
  if (redirect_url === null) return null
  if (!isRegistered(redirect_url, await getRedirectOrigins(services, principal))) return null
  const url = new URL(redirect_url)
  for (const name of RESULTS) url.searchParams.delete(name)
  url.searchParams.set('session_id', session_id)
  const isDone = status === 'completed' || status === 'awaiting_confirmation'
  if (isDone && connector_id !== null) url.searchParams.set('connector_id', connector_id)
  else url.searchParams.set('error', status === 'refused' ? 'access_denied' : 'connect_failed')
  return url.href
}
