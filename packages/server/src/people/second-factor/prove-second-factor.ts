import { BulkheadError } from '@bulkhead/contract/errors'
import { insertAuditRecord } from '#journal/audit/insert-audit-record'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { ConfinedTransaction, Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Keyring } from '#platform/vault/keyring'
import { readOrganizationKey } from '#platform/vault/read-organization-key'
import { openSecondFactor } from '#platform/vault/sealed-values'
import type { AttemptLimiter } from '../attempt-limiter.ts'
import { takeRecoveryCode } from './recovery-codes.ts'
import { getTotpStep } from './totp.ts'

interface Dependencies {
  readonly database: Database
  readonly keyring: Keyring
  readonly signInAttempts: AttemptLimiter
}

/** Code that a person entered. */
export interface Proof {
  readonly organization: string
  readonly person: string
  readonly code: string
  readonly request_id: string
}

/** Returns whether a person has a second factor. Runs as `bulkhead_identity`. */
export async function hasSecondFactor(tx: ConfinedTransaction, person: string): Promise<boolean> {
  const row = await tx
    .selectFrom('identity.second_factors')
    .select('person_id')
    .where('person_id', '=', person)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Verifies a code of the authenticator app or a recovery code, and uses it up.
 *
 * @throws BulkheadError `wrong_code`, `rate_limited`
 */
export async function proveSecondFactor(services: Dependencies, proof: Proof): Promise<void> {
  const { organization, person, code, request_id } = proof
  const isProven = await countCode(services, person, () =>
    asIdentity(services.database, 'read write', async (_tx, become) => {
      const rows = await become({ role: 'bulkhead_organization', organization })
      if (await takeTotp(rows, services.keyring, person, code)) return true
      if (!(await takeRecoveryCode(rows, person, code))) return undefined
      await insertAuditRecord(rows, {
        organization_id: organization,
        event: 'person.recovery_code_used',
        outcome: 'done',
        subject_id: person,
        person_id: person,
        request_id,
      })
      return true
    }),
  )
  if (isProven === undefined) throw wrongCode()
}

/**
 * Counts the wrong codes of a person, from all addresses together: 10 in 10 minutes. A code has only six digits, and
 * anyone who guesses codes already has the password.
 */
export function countCode<T>(
  { signInAttempts }: Pick<Dependencies, 'signInAttempts'>,
  person: string,
  check: () => Promise<T | undefined>,
): Promise<T | undefined> {
  return signInAttempts.attempt(`code ${person}`, `code ${person}`, check)
}

async function takeTotp(tx: TenantTransaction, keyring: Keyring, person: string, code: string) {
  const row = await tx
    .selectFrom('identity.second_factors')
    .select(['sealed', 'last_step'])
    .where('person_id', '=', person)
    .forUpdate()
    .executeTakeFirst()
  if (row?.sealed == null) return false
  const context = { organization: tx.scope.organization, person }
  const secret = openSecondFactor(await readOrganizationKey(tx, keyring), context, row.sealed)
  const step = getTotpStep(secret, code.replaceAll(/\s/g, ''))
  if (step === undefined || step <= row.last_step) return false
  await tx
    .updateTable('identity.second_factors')
    .set({ last_step: step })
    .where('person_id', '=', person)
    .execute()
  return true
}

/** Returns the error for a code that is wrong, was used, or has expired. All get the same error. */
export function wrongCode(): BulkheadError {
  return new BulkheadError(
    'wrong_code',
    'The code is wrong, too old, or was already used. Wait for the next code of the app.',
  )
}

/** Returns the error for a request that needs a code too. */
export function secondFactorRequired(): BulkheadError {
  return new BulkheadError(
    'second_factor_required',
    'The password is right. Also send a code from your authenticator app, or a recovery code.',
  )
}

/** Returns the error for a person without a second factor. */
export function secondFactorNotFound(): BulkheadError {
  return new BulkheadError(
    'second_factor_not_found',
    'There is no second factor, or its setup was not begun within 15 minutes. Set one up.',
  )
}
