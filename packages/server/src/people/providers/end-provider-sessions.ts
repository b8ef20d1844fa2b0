import type { Revocation } from '#access/tokens/revocation/revocation'
import type { Become } from '#platform/database/roles/as-identity'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { revokeSessions } from '../sessions/end-sessions.ts'

/**
 * Ends the sessions that a provider began, the tokens that were minted in them, and the grants to programs that were
 * made in them. The transaction runs as the organization before and after.
 *
 * @returns Revocations for the other processes.
 */
export async function endProviderSessions(
  tx: ConfinedTransaction,
  become: Become,
  organization: string,
  provider_id: string,
): Promise<readonly Revocation[]> {
  const rows = await become({ role: 'bulkhead_organization', organization })
  return endIdentitySessions(tx, become, organization, await readIdentities(rows, provider_id))
}

/** Provider whose settings changed, in the transaction of the change. */
interface ChangedProvider {
  readonly tx: ConfinedTransaction
  readonly become: Become
  readonly organization: string
  readonly provider_id: string
}

/**
 * Ends the sessions and rights that a changed provider no longer allows, as {@link endProviderSessions} does for a
 * deleted one.
 */
export async function endChangedProvider(
  { tx, become, organization, provider_id }: ChangedProvider,
  changes: { readonly enabled?: boolean; readonly approves_agents?: boolean },
): Promise<readonly Revocation[]> {
  if (changes.enabled === false) return endProviderSessions(tx, become, organization, provider_id)
  if (changes.approves_agents !== false) return []
  const rows = await become({ role: 'bulkhead_organization', organization })
  const identities = await readIdentities(rows, provider_id)
  const grants = await rows
    .deleteFrom('identity.agent_grants')
    .where('identity_id', '=', ({ fn, val }) => fn.any(val(identities)))
    .where('asserted', '=', true)
    .returning('grant_id')
    .execute()
  const ids = grants.map(({ grant_id }) => grant_id)
  return revokeSessions(rows, organization, ids)
}

async function readIdentities(rows: TenantTransaction, provider_id: string): Promise<string[]> {
  const identities = await rows
    .selectFrom('identity.identities')
    .select('identity_id')
    .where('provider_id', '=', provider_id)
    .execute()
  return identities.map(({ identity_id }) => identity_id)
}

/**
 * Ends the sessions that some identities began, as {@link endProviderSessions} does for all identities of a provider.
 */
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
  // The tokens of a grant have the grant's id where the tokens of a session have the session's id.
  const ended = [...sessions, ...grants.map(({ grant_id }) => grant_id)]
  return revokeSessions(await become({ role: 'bulkhead_organization', organization }), organization, ended)
}

/**
 * Ends the sessions of people who signed out at the provider. Grants to programs remain until the sign-in lapses.
 *
 * @param sid Session at the provider. If given, only sessions that began in it end.
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

/** Deletes the sessions that identities began. Runs as `bulkhead_identity`. @returns Their ids. */
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
