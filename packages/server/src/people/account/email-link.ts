import { randomBytes } from 'node:crypto'
import { BulkheadError } from '@bulkhead/contract/errors'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import { isUuid } from '#platform/identifiers'
import { hashText } from '#platform/text-hash'
import { deletePasswordLinks } from './password-link.ts'

/** Lifetime of a link that confirms a new address. */
export const EMAIL_LINK_MINUTES = 30

/**
 * Creates a link that confirms a new address of a person. It replaces the previous link. Runs as `bulkhead_identity`.
 */
export async function createEmailLink(
  tx: ConfinedTransaction,
  { person, email }: { readonly person: string; readonly email: string },
  publicUrl: string,
): Promise<string> {
  await deleteEmailLinks(tx, person)
  const token = `${person}.${randomBytes(32).toString('base64url')}`
  await tx
    .insertInto('identity.verifications')
    .values({
      id: uuidv7(),
      identifier: getIdentifier(person),
      value: `${hashText(token)} ${email}`,
      expires_at: new Date(Date.now() + EMAIL_LINK_MINUTES * 60_000),
    })
    .execute()
  // The token is in the fragment, which browsers send to no server, so no log contains it.
  return `${publicUrl}/confirm-email#${token}`
}

/**
 * Uses up a link. Runs as `bulkhead_identity`.
 *
 * @returns The person and the new address; undefined for an invalid link.
 */
export async function takeEmailLink(
  tx: ConfinedTransaction,
  token: string,
): Promise<{ readonly person: string; readonly email: string } | undefined> {
  const [person = ''] = token.split('.')
  if (!isUuid(person)) return undefined
  const hash = hashText(token)
  const row = await tx
    .deleteFrom('identity.verifications')
    .where('identifier', '=', getIdentifier(person))
    .where(sql<boolean>`starts_with(value, ${`${hash} `})`)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('value')
    .executeTakeFirst()
  return row && { person: person.toLowerCase(), email: row.value.slice(hash.length + 1) }
}

/** Returns whether an address belongs to a person. Runs as `bulkhead_identity`. */
export async function isEmailTaken(tx: ConfinedTransaction, email: string): Promise<boolean> {
  const row = await tx
    .selectFrom('identity.people')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirst()
  return row !== undefined
}

/** Deletes all links that were mailed to a person: for a password and for an address. Runs as `bulkhead_identity`. */
export async function endMailedLinks(tx: ConfinedTransaction, person: string): Promise<void> {
  await deletePasswordLinks(tx, person)
  await deleteEmailLinks(tx, person)
}

async function deleteEmailLinks(tx: ConfinedTransaction, person: string): Promise<void> {
  await tx.deleteFrom('identity.verifications').where('identifier', '=', getIdentifier(person)).execute()
}

function getIdentifier(person: string): string {
  return `address of ${person.toLowerCase()}`
}

/**
 * Returns the error for a link that was used, has expired, was replaced, never existed, or is for an address that
 * belongs to somebody.
 */
export function invalidEmailLink(): BulkheadError {
  return new BulkheadError(
    'email_link_invalid',
    'The link was used, is too old, or was replaced by a newer one, or the address is taken. Request another mail.',
  )
}
