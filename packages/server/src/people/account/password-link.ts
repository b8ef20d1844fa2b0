import { randomBytes } from 'node:crypto'
import { BulkheadError } from '@bulkhead/contract/errors'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import { isUuid } from '#platform/identifiers'
import { hashText } from '#platform/text-hash'

/** Lifetime of a link to set a new password. */
export const PASSWORD_LINK_MINUTES = 30
/** Minutes after a mail in which the person gets no other. */
const QUIET_MINUTES = 5

/**
 * Creates a link to set a new password. It replaces the previous link. Runs as `bulkhead_identity`.
 *
 * @returns Undefined if the person got a link a few minutes ago.
 */
export async function createPasswordLink(
  tx: ConfinedTransaction,
  person: string,
  publicUrl: string,
): Promise<string | undefined> {
  const identifier = getIdentifier(person)
  const recent = await tx
    .selectFrom('identity.verifications')
    .select('id')
    .where('identifier', '=', identifier)
    .where('created_at', '>', sql<Date>`now() - make_interval(mins => ${QUIET_MINUTES})`)
    .limit(1)
    .executeTakeFirst()
  if (recent !== undefined) return undefined
  await deletePasswordLinks(tx, person)
  const token = `${person}.${randomBytes(32).toString('base64url')}`
  await tx
    .insertInto('identity.verifications')
    .values({
      id: uuidv7(),
      identifier,
      value: hashText(token),
      expires_at: new Date(Date.now() + PASSWORD_LINK_MINUTES * 60_000),
    })
    .execute()
  // The token is in the fragment, which browsers send to no server, so no log contains it.
  return `${publicUrl}/reset-password#${token}`
}

/** Finds the person of a valid link. Runs as `bulkhead_identity`. */
export async function readPasswordLink(
  tx: ConfinedTransaction,
  token: string,
): Promise<{ readonly person: string; readonly email: string } | undefined> {
  const [person = ''] = token.split('.')
  if (!isUuid(person)) return undefined
  const row = await tx
    .selectFrom('identity.verifications')
    .select('id')
    .where('identifier', '=', getIdentifier(person))
    .where('value', '=', hashText(token))
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const found = await tx
    .selectFrom('identity.people')
    .select('email')
    .where('id', '=', person)
    .executeTakeFirst()
  return found && { person, email: found.email }
}

/** Uses up a link. Runs as `bulkhead_identity`. @returns Whether it was still valid. */
export async function takePasswordLink(tx: ConfinedTransaction, token: string): Promise<boolean> {
  const [person = ''] = token.split('.')
  const { numDeletedRows } = await tx
    .deleteFrom('identity.verifications')
    .where('identifier', '=', getIdentifier(person))
    .where('value', '=', hashText(token))
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Deletes the links of a person. Runs as `bulkhead_identity`. */
export async function deletePasswordLinks(tx: ConfinedTransaction, person: string): Promise<void> {
  await tx.deleteFrom('identity.verifications').where('identifier', '=', getIdentifier(person)).execute()
}

function getIdentifier(person: string): string {
  return `password of ${person.toLowerCase()}`
}

/** Returns the error for a link that was used, has expired, was replaced, or never existed. */
export function invalidPasswordLink(): BulkheadError {
  return new BulkheadError(
    'password_link_invalid',
    'The link was used, is too old, or was replaced by a newer one. Request another mail.',
  )
}
