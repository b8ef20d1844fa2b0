import type { Output } from '#api/api.ts'
import { useRead } from '#api/use-api.ts'
import { useIsAdmin } from '#entities/session/use-is-admin.ts'

/** Service with authorization, and the organization's OAuth app there, if any. */
export type OAuthApp = Output<'listOAuthCredentials'>['data'][number]

/**
 * State of the organization's OAuth app at a service: `ready`, `missing`, `outdated` if it must be entered again,
 * `impossible` if there can be none. `loading` until the state is known.
 */
export type OAuthAppState = 'loading' | 'ready' | 'missing' | 'outdated' | 'impossible'

/**
 * Returns whether the OAuth apps are loaded. A page reads them together with its other data, so that a button does not
 * appear later and move the content.
 */
export function useOAuthAppsAreKnown(): boolean {
  const isAdmin = useIsAdmin()
  return !useRead('listOAuthCredentials', {}, { enabled: isAdmin }).isPending || !isAdmin
}

/**
 * Returns the state of the OAuth app at a service.
 *
 * @param isWanted Whether the service has an auth option that uses it.
 */
export function useOAuthAppState(definition_id: string, isWanted: boolean): OAuthAppState {
  const isAdmin = useIsAdmin()
  const { data, error } = useRead('listOAuthCredentials', {}, { enabled: isWanted && isAdmin })
  // Members cannot read the organization's OAuth apps. If the app is missing, the server says so when the authorization
  // begins.
  if (isWanted && !isAdmin) return 'ready'
  if (!isWanted || (data === undefined && error !== null)) return 'impossible'
  if (data === undefined) return 'loading'
  const app = data.data.find(({ connector_definition_id }) => connector_definition_id === definition_id)
  if (app === undefined) return 'impossible'
  return app.credentials?.status ?? 'missing'
}
