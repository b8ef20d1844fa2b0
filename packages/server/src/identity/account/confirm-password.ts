import { BulkheadError } from '@bulkhead/contract/errors'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import type { RequestContext } from '#request/principal'
import type { AttemptLimiter } from '../attempt-limiter.ts'
import type { Identity } from '../identity.ts'

interface Dependencies {
  readonly database: Database
  readonly identity: Identity
  readonly signInAttempts: AttemptLimiter
}

/** A person in a session, with the hash of the password that was confirmed. */
export interface Confirmed<T> {
  readonly person: string
  readonly session: string
  readonly email: string
  readonly known: string
  readonly done: T
}

/**
 * Has the signed-in person confirm the password. Anyone who has a session of the person must not find the password out by
 * it, so wrong ones are counted.
 *
 * @param work Done in the turn of the check, such as hashing another password.
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
  const known = account?.password ?? undefined
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
      .innerJoin('identity.accounts as a', 'a.person_id', 'p.id')
      .select(['p.email', 'a.password'])
      .where('p.id', '=', person)
      .where('a.provider_id', '=', 'credential')
      .executeTakeFirst(),
  )
}

/** The error for a current password that is wrong, or was changed in the meantime. */
export function wrongPassword(): BulkheadError {
  return new BulkheadError('wrong_password', 'The current password is wrong.')
}
