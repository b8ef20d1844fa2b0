import { BulkheadError } from '@bulkhead/contract/errors'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Principal } from '#request/principal'

/** Passkeys of a person at most. */
export const MOST_PASSKEYS = 20

/** Tells whether a person has a passkey. Runs as `bulkhead_identity`. */
export async function hasPasskey(
  tx: ConfinedTransaction,
  organization: string,
  person: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('identity.passkeys')
    .select('passkey_id')
    .where('organization_id', '=', organization)
    .where('person_id', '=', person)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Tells whether a session was begun by a passkey, or was proven by one. Runs as `bulkhead_identity`. */
export async function isPasskeySession(tx: ConfinedTransaction, session: string): Promise<boolean> {
  const row = await tx
    .selectFrom('identity.passkey_sessions')
    .select('passkey_id')
    .where('session_id', '=', session)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Notes by which passkey a session is proven. Runs as `bulkhead_identity`.
 *
 * @returns Whether the session is there still.
 */
export async function proveSession(
  tx: ConfinedTransaction,
  row: { readonly organization_id: string; readonly passkey_id: string; readonly session_id: string },
): Promise<boolean> {
  const session = await tx
    .selectFrom('identity.sessions')
    .select('id')
    .where('id', '=', row.session_id)
    .forShare()
    .executeTakeFirst()
  if (session === undefined) return false
  await tx.insertInto('identity.passkey_sessions').values(row).execute()
  return true
}

/** Lets nobody require a second factor, nor change the person's, until the transaction ends. Runs as the organization. */
export async function lockOwnMember(tx: TenantTransaction, person: string): Promise<void> {
  await tx
    .selectFrom('identity.members')
    .select('person_id')
    .where('person_id', '=', person)
    .forUpdate()
    .execute()
}

/**
 * Refuses another factor to a session that lacks one of a person who has a passkey: whoever knows just the password could
 * set up their own. Runs as the organization.
 *
 * @throws BulkheadError `not_permitted`
 */
export async function assertMayAddFactor(tx: TenantTransaction, principal: Principal): Promise<void> {
  if (principal.lacks_factor === undefined) return
  const row = await tx
    .selectFrom('identity.passkeys')
    .select('passkey_id')
    .where('person_id', '=', principal.person ?? null)
    .limit(1)
    .executeTakeFirst()
  if (row !== undefined) throw passkeyFirst()
}

/** The error for a session by a password of a person whose passkey is the second factor. */
export function passkeyFirst(): BulkheadError {
  return new BulkheadError(
    'not_permitted',
    'Your organization requires a second factor. Sign in by your passkey first.',
  )
}

/** The error for a passkey that does not sign in or cannot be registered, whatever the reason. */
export function passkeyRefused(message = 'The passkey was not accepted. Try again.'): BulkheadError {
  return new BulkheadError('passkey_refused', message)
}
