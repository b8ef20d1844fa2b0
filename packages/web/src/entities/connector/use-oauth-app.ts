import type { Output } from '#api/api.ts'
import { useRead } from '#api/use-api.ts'
import { useIsAdmin } from '#entities/session/use-is-admin.ts'

/** A service at which owners can be asked, with the organization's client there. */
export type OAuthApp = Output<'listOAuthCredentials'>['data'][number]

/**
 * Whether owners can be asked at a service: `ready`, `missing` while the organization has no app there, `outdated`
 * where it has to be entered again, `impossible` where there can be none.
 */
export type OAuthAppState = 'loading' | 'ready' | 'missing' | 'outdated' | 'impossible'

/** Asked for at the same time as what a page shows, so that a button does not come later and move the rest. */
export function useOAuthAppsAreKnown(): boolean {
  const isAdmin = useIsAdmin()
  return !useRead('listOAuthCredentials', {}, { enabled: isAdmin }).isPending || !isAdmin
}

/** @param isWanted Whether the service has an option that an authorization fills. */
export function useOAuthAppState(definition_id: string, isWanted: boolean): OAuthAppState {
  const isAdmin = useIsAdmin()
  const { data, error } = useRead('listOAuthCredentials', {}, { enabled: isWanted && isAdmin })
  // A member does not see the apps of the organization; one that is missing, the server names when it is needed.
  if (isWanted && !isAdmin) return 'ready'
  if (!isWanted || (data === undefined && error !== null)) return 'impossible'
  if (data === undefined) return 'loading'
  const app = data.data.find(({ connector_definition_id }) => connector_definition_id === definition_id)
  if (app === undefined) return 'impossible'
  return app.credentials?.status ?? 'missing'
}
