import type { RequestContext } from '#access/request/principal'
import { asOrganizationOf } from '#platform/database/roles/as-organization-of'
import type { Database } from '#platform/database/roles/confine'
import type { KnownDefinition } from '../definitions/load-definitions.ts'

interface Dependencies {
  readonly database: Database
  readonly issuer: string
}

/** The fields of a definition on which its callback URL depends. */
export type CallbackOwner = Pick<KnownDefinition, 'slug' | 'definition_id' | 'custom'>

/** Returns the redirect URL of a definition. Each has its own, so that another server's response is useless here. */
export function callbackUrl(origin: string, owner: CallbackOwner): string {
  return origin + callbackPath(owner)
}

/**
 * Returns the path of {@link callbackUrl}. It ends with the slug of a catalog definition, or with the id of an
 * operator's own document.
 */
function callbackPath({ slug, definition_id, custom }: CallbackOwner): string {
  return `/api/v1/oauth/callback/${encodeURIComponent(custom ? definition_id : slug)}`
}

/** Returns whether the last part of a callback path is that of a definition. */
export function isCallbackOf({ slug, definition_id }: CallbackOwner, name: string): boolean {
  return [slug, definition_id].some((own) => own.toLowerCase() === name.toLowerCase())
}

/**
 * Returns the allowed redirect origins: the ones registered by the organization and, for a page with a signed-in
 * person, this server's own. A token, even one minted by a person, is for other origins.
 */
export async function getRedirectOrigins(
  { database, issuer }: Dependencies,
  { organization, session, token_id }: Pick<RequestContext, 'organization' | 'session' | 'token_id'>,
): Promise<readonly string[]> {
  const row = await asOrganizationOf(database, { organization }, (tx) =>
    tx.selectFrom('organizations').select('redirect_origins').executeTakeFirst(),
  )
  // If the token id is that of the session, a signed-in person acts.
  const own = session !== undefined && session === token_id ? [new URL(issuer).origin] : []
  return [...(row?.redirect_origins ?? []), ...own]
}
