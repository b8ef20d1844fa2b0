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

/** Makes a link that confirms a new address of a person; it replaces the one before. Runs as `bulkhead_identity`. */
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
  // Behind the #, which browsers send to no server and no log keeps.
  return `${publicUrl}/confirm-email#${token}`
}

/**
 * Uses a link up. Runs as `bulkhead_identity`.
 *
 * @returns The person and the new address; undefined for a link that is not valid.
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

/** Tells whether somebody has an address. Runs as `bulkhead_identity`. */
export async function isEmailTaken(tx: ConfinedTransaction, email: string): Promise<boolean> {
  const row = await tx
    .selectFrom('identity.people')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirst()
  return row !== undefined
}

/** Ends all links that were mailed to a person, for a password and for an address. Runs as `bulkhead_identity`. */
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

/** The error for a link that was used, is too old, was replaced, never was, or is for an address that somebody has. */
export function invalidEmailLink(): BulkheadError {
  return new BulkheadError(
    'email_link_invalid',
    'The link was used, is too old, or was replaced by a newer one, or the address is taken. Ask for another mail.',
  )
}
