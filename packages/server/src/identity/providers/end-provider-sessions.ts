import type { Become } from '#platform/database/roles/as-identity'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { Revocation } from '#tokens/revocation/revocation'
import { revokeSessions } from '../sessions/end-sessions.ts'

/**
 * Ends sessions that a provider began, the tokens that were minted in them, and the grants to programs that were made in them. The transaction is the organization's before
 * and after.
 *
 * @returns What every process has to know.
 */
export async function endProviderSessions(
  tx: ConfinedTransaction,
  become: Become,
  organization: string,
  provider_id: string,
): Promise<readonly Revocation[]> {
  const rows = await become({ role: 'bulkhead_organization', organization })
  const identities = await rows
    .selectFrom('identity.identities')
    .select('identity_id')
    .where('provider_id', '=', provider_id)
    .execute()
  const ids = identities.map(({ identity_id }) => identity_id)
  return endIdentitySessions(tx, become, organization, ids)
}

/** Ends sessions that some identities began, as {@link endProviderSessions} does for all of a provider. */
export async function endIdentitySessions(
  tx: ConfinedTransaction,
  become: Become,
  organization: string,
  ids: readonly string[],
): Promise<readonly Revocation[]> {
  if (ids.length === 0) return []
  await become({ role: 'bulkhead_identity' })
  const identities = [...ids]
  const sessions = await deleteBegun(tx, organization, identities)
  const grants = await tx
    .deleteFrom('identity.agent_grants')
    .where('organization_id', '=', organization)
    .where('identity_id', '=', ({ fn, val }) => fn.any(val(identities)))
    .returning('grant_id')
    .execute()
  // Tokens of a grant carry its id as those of a session do.
  const ended = [...sessions, ...grants.map(({ grant_id }) => grant_id)]
  return revokeSessions(await become({ role: 'bulkhead_organization', organization }), organization, ended)
}

/**
 * Ends sessions of people who signed out at the provider. Grants to programs go on until the sign-in lapses.
 *
 * @param sid Session at the provider: then only sessions that began in it end.
 */
export async function endLogoutSessions(
  tx: ConfinedTransaction,
  become: Become,
  organization: string,
  ids: readonly string[],
  sid: string | undefined,
): Promise<readonly Revocation[]> {
  if (ids.length === 0) return []
  await become({ role: 'bulkhead_identity' })
  const ended = await deleteBegun(tx, organization, [...ids], sid)
  return revokeSessions(await become({ role: 'bulkhead_organization', organization }), organization, ended)
}

/** Deletes sessions that identities began. Runs as `bulkhead_identity`. @returns Their ids. */
async function deleteBegun(
  tx: ConfinedTransaction,
  organization: string,
  identities: string[],
  sid?: string,
): Promise<readonly string[]> {
  const origins = await tx
    .selectFrom('identity.session_origins')
    .select('session_id')
    .where('organization_id', '=', organization)
    .where('identity_id', '=', ({ fn, val }) => fn.any(val(identities)))
    .$if(sid !== undefined, (query) => query.where('sid', '=', sid ?? null))
    .execute()
  const sessions = origins.map(({ session_id }) => session_id)
  if (sessions.length > 0) {
    await tx
      .deleteFrom('identity.sessions')
      .where('id', '=', ({ fn, val }) => fn.any(val(sessions)))
      .execute()
  }
  return sessions
}
