import { BulkheadError } from '@bulkhead/contract/errors'
import type { SignInPolicy } from '@bulkhead/contract/people/sign-in'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { DEFAULT_LAPSE_HOURS } from './session-origin.ts'

/** Reads how people of the organization sign in. */
export async function readSignInPolicy(tx: TenantTransaction): Promise<SignInPolicy> {
  const row = await tx
    .selectFrom('identity.sign_in_policies')
    .select(['passwords', 'second_factor', 'lapse_hours'])
    .executeTakeFirst()
  return row ?? { passwords: true, second_factor: false, lapse_hours: DEFAULT_LAPSE_HOURS }
}

/** Whether people of an organization sign in by a password. Runs as `bulkhead_identity`. */
export async function takesPasswords(tx: ConfinedTransaction, organization: string): Promise<boolean> {
  const row = await tx
    .selectFrom('identity.sign_in_policies')
    .select('passwords')
    .where('organization_id', '=', organization)
    .executeTakeFirst()
  return row?.passwords ?? true
}

/** The error for a password where none is taken. */
export function passwordsOff(): BulkheadError {
  return new BulkheadError(
    'passwords_off',
    'Your organization has turned passwords off. Sign in with its provider.',
  )
}
