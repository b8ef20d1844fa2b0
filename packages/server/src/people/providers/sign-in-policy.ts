import { BulkheadError } from '@bulkhead/contract/errors'
import type { SignInPolicy } from '@bulkhead/contract/people/sign-in'
import { sql } from 'kysely'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { LONGEST } from '../sessions/session-limits.ts'
import { DEFAULT_LAPSE_HOURS } from './session-origin.ts'

/** Reads the sign-in policy of the organization. */
export async function readSignInPolicy(tx: TenantTransaction): Promise<SignInPolicy> {
  const row = await tx
    .selectFrom('identity.sign_in_policies')
    .select(['passwords', 'second_factor', 'lapse_hours', 'session_hours', 'idle_minutes', 'networks'])
    .executeTakeFirst()
  return (
    row ?? {
      ...{ passwords: true, second_factor: false, lapse_hours: DEFAULT_LAPSE_HOURS, ...LONGEST },
      networks: [],
    }
  )
}

/** Condition that the organization of a member `m` has turned passwords off. Runs as `bulkhead_identity`. */
export const PASSWORDS_OFF = sql<boolean>`exists (
  select from identity.sign_in_policies as p where p.organization_id = m.organization_id and not p.passwords
)`

/** Returns whether people of an organization can sign in by password. Runs as `bulkhead_identity`. */
export async function takesPasswords(tx: ConfinedTransaction, organization: string): Promise<boolean> {
  const row = await tx
    .selectFrom('identity.sign_in_policies')
    .select('passwords')
    .where('organization_id', '=', organization)
    .executeTakeFirst()
  return row?.passwords ?? true
}

/** Returns the error for a sign-in by password in an organization that allows none. */
export function passwordsOff(): BulkheadError {
  return new BulkheadError(
    'passwords_off',
    'Your organization has turned passwords off. Sign in with its provider.',
  )
}
