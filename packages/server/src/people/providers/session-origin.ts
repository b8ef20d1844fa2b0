import { BulkheadError } from '@bulkhead/contract/errors'
import type { ConfinedTransaction } from '#platform/database/roles/confine'

/** Provider of a session, and the time until which its claims are valid. */
export interface SessionOrigin {
  readonly organization: string
  readonly lapses_at: Date
}

export const DEFAULT_LAPSE_HOURS = 24

/** Reads how a session began; undefined for one that began by a password. Runs as `bulkhead_identity`. */
export async function readSessionOrigin(
  tx: ConfinedTransaction,
  session_id: string,
): Promise<SessionOrigin | undefined> {
  const row = await tx
    .selectFrom('identity.session_origins as o')
    .innerJoin('identity.identities as i', (join) =>
      join.onRef('i.organization_id', '=', 'o.organization_id').onRef('i.identity_id', '=', 'o.identity_id'),
    )
    .leftJoin('identity.sign_in_policies as p', 'p.organization_id', 'o.organization_id')
    .select(['o.organization_id as organization', 'i.refreshed_at', 'p.lapse_hours'])
    .where('o.session_id', '=', session_id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return { organization: row.organization, lapses_at: getLapse(row) }
}

/**
 * Reads the time until which a sign-in by an identity is valid; undefined without an identity. Runs as
 * `bulkhead_identity`.
 */
export async function readIdentityLapse(
  tx: ConfinedTransaction,
  organization: string,
  identity_id: string,
): Promise<Date | undefined> {
  const row = await tx
    .selectFrom('identity.identities as i')
    .leftJoin('identity.sign_in_policies as p', 'p.organization_id', 'i.organization_id')
    .select(['i.refreshed_at', 'p.lapse_hours'])
    .where('i.organization_id', '=', organization)
    .where('i.identity_id', '=', identity_id)
    .executeTakeFirst()
  return row && getLapse(row)
}

function getLapse(row: { readonly refreshed_at: Date; readonly lapse_hours: number | null }): Date {
  const hours = row.lapse_hours ?? DEFAULT_LAPSE_HOURS
  return new Date(row.refreshed_at.getTime() + hours * 3_600_000)
}

/** Returns the error for a session whose provider has to confirm the person again. */
export function lapsed(): BulkheadError {
  return new BulkheadError(
    'unauthenticated',
    "Your organization's provider must confirm your identity again. Sign in with it again.",
  )
}
