import { BulkheadError } from '@bulkhead/contract/errors'
import type { Principal } from '#access/request/principal'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { holdSession } from '../sessions/lock-session.ts'

/** Maximum number of passkeys of a person. */
export const MOST_PASSKEYS = 20

/** Returns whether a person has a passkey. Runs as `bulkhead_identity`. */
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

/** Returns whether a session began with a passkey or was later confirmed with one. Runs as `bulkhead_identity`. */
export async function isPasskeySession(tx: ConfinedTransaction, session: string): Promise<boolean> {
  const row = await tx
    .selectFrom('identity.passkey_sessions')
    .select('passkey_id')
    .where('session_id', '=', session)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Stores the passkey that confirms a session. Runs as `bulkhead_identity`.
 *
 * @returns Whether the session still exists.
 */
export async function proveSession(
  tx: ConfinedTransaction,
  row: { readonly organization_id: string; readonly passkey_id: string; readonly session_id: string },
): Promise<boolean> {
  if (!(await holdSession(tx, row.session_id))) return false
  await tx.insertInto('identity.passkey_sessions').values(row).execute()
  return true
}

/**
 * Refuses to add a factor if the session lacks a second factor and the person has a passkey. Otherwise somebody who
 * knows only the password could add a factor of their own. Runs as the organization.
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

/** Returns the error for a password session of a person whose second factor is a passkey. */
export function passkeyFirst(): BulkheadError {
  return new BulkheadError(
    'not_permitted',
    'Your organization requires a second factor. Sign in with your passkey first.',
  )
}

/** Returns the error for a passkey that cannot sign in or be registered, whatever the reason. */
export function passkeyRefused(message = 'The passkey was not accepted. Try again.'): BulkheadError {
  return new BulkheadError('passkey_refused', message)
}

/** Returns the error for a passkey that the calling person does not have. */
export function passkeyNotFound(): BulkheadError {
  return new BulkheadError('passkey_not_found', 'There is no such passkey.')
}
