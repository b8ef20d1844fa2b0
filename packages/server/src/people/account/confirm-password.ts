import { BulkheadError } from '@bulkhead/contract/errors'
import type { RequestContext } from '#access/request/principal'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import type { AttemptLimiter } from '../attempt-limiter.ts'
import type { Identity } from '../identity.ts'

interface Dependencies {
  readonly database: Database
  readonly identity: Identity
  readonly signInAttempts: AttemptLimiter
}

/** Person in a session, with the hash of the confirmed password. */
export interface Confirmed<T> {
  readonly person: string
  readonly session: string
  readonly email: string
  readonly known: string
  readonly done: T
}

/**
 * Checks the password that the signed-in person entered again. Wrong passwords are counted, so that nobody who uses the
 * person's session can guess the password.
 *
 * @param work Runs together with the check, under the same limit. Example: hashing a new password.
 * @throws BulkheadError `wrong_password`, `rate_limited`
 */
export async function confirmPassword<T>(
  { database, identity, signInAttempts }: Dependencies,
  { person, session }: RequestContext,
  password: string,
  work: () => Promise<T>,
): Promise<Confirmed<T>> {
  if (person === undefined || session === undefined) throw new TypeError('Only people have passwords.')
  const account = await readAccount(database, person)
  const known = account?.hash ?? undefined
  const outcome = await signInAttempts.attempt(session, account?.email, async () =>
    known !== undefined && (await identity.isPassword(known, password)) ? { done: await work() } : undefined,
  )
  if (outcome === undefined || account === undefined || known === undefined) throw wrongPassword()
  return { person, session, email: account.email, known, ...outcome }
}

function readAccount(database: Database, person: string) {
  return asIdentity(database, 'read only', (tx) =>
    tx
      .selectFrom('identity.people as p')
      .innerJoin('identity.passwords as w', 'w.person_id', 'p.id')
      .select(['p.email', 'w.hash'])
      .where('p.id', '=', person)
      .executeTakeFirst(),
  )
}

/** Returns the error for a current password that is wrong, or was changed in the meantime. */
export function wrongPassword(): BulkheadError {
  return new BulkheadError('wrong_password', 'The current password is wrong.')
}
