import { BulkheadError } from '@bulkhead/contract/errors'
import type { Level, Role } from '@bulkhead/contract/operation'
import { sql } from 'kysely'
import type { ConfinedTransaction } from '#platform/database/roles/confine'

/** Wrong addresses after which a link is used up, so that a link cannot be used to find out who has an account. */
const MOST_TRIES = 3

/** Sign-up link as stored. */
export interface SignUpLink {
  readonly organization_id: string
  /** Person whose password it resets; null for a new one. */
  readonly person_id: string | null
  /** Invited address; null for a link of the operator. */
  readonly email: string | null
  readonly role: Role | null
  readonly workspaces: readonly { readonly workspace_id: string; readonly level: Level }[] | null
  readonly invited_by: string | null
}

const COLUMNS = ['organization_id', 'person_id', 'email', 'role', 'workspaces', 'invited_by'] as const

/**
 * Returns whether a person with this address may use a link. Wrong addresses are counted. Runs as `bulkhead_identity`.
 */
export async function trySignUpLink(
  tx: ConfinedTransaction,
  token_hash: Buffer,
  email: string,
): Promise<boolean> {
  const link = await tx
    .selectFrom('identity.sign_up_links')
    .select(['organization_id', 'link_id', 'person_id', 'tries', 'email'])
    .where('token_hash', '=', token_hash)
    .where('expires_at', '>', sql<Date>`now()`)
    .forUpdate()
    .executeTakeFirst()
  if (link === undefined) return false
  const holder = await tx
    .selectFrom('identity.people')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirst()
  // A new person needs an address that nobody has. An invited person must use the invited address. A person who resets
  // the password must use their own address.
  const isInvited = link.email === null || link.email === email
  if (isInvited && (holder?.id ?? null) === link.person_id) return true
  const { organization_id, link_id } = link
  const tries = link.tries + 1
  if (tries < MOST_TRIES) {
    await tx
      .updateTable('identity.sign_up_links')
      .set({ tries })
      .where('organization_id', '=', organization_id)
      .where('link_id', '=', link_id)
      .execute()
  } else {
    await tx
      .deleteFrom('identity.sign_up_links')
      .where('organization_id', '=', organization_id)
      .where('link_id', '=', link_id)
      .execute()
  }
  return false
}

/** Finds a valid link and leaves it unchanged. Runs as `bulkhead_identity`. */
export function findSignUpLink(tx: ConfinedTransaction, token_hash: Buffer): Promise<SignUpLink | undefined> {
  return tx
    .selectFrom('identity.sign_up_links')
    .select(COLUMNS)
    .where('token_hash', '=', token_hash)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
}

/**
 * Uses up a link: deletes and returns it. Of many concurrent requests with it, one succeeds. A link for new owners also
 * deletes the other such links of its organization, which may be in a log. A link of a person also deletes the other
 * links of that person. An invitation deletes no other link. Runs as `bulkhead_identity`.
 */
export async function takeSignUpLink(
  tx: ConfinedTransaction,
  token_hash: Buffer,
): Promise<SignUpLink | undefined> {
  const link = await tx
    .deleteFrom('identity.sign_up_links')
    .where('token_hash', '=', token_hash)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning(COLUMNS)
    .executeTakeFirst()
  if (link === undefined || link.email !== null) return link
  await tx
    .deleteFrom('identity.sign_up_links')
    .where('organization_id', '=', link.organization_id)
    .where('email', 'is', null)
    .where('person_id', 'is not distinct from', link.person_id)
    .execute()
  return link
}

/** Deletes the links of the operator for another password of a person. Runs as `bulkhead_identity`. */
export async function deletePersonLinks(
  tx: ConfinedTransaction,
  { organization, person }: { readonly organization: string; readonly person: string },
): Promise<void> {
  await tx
    .deleteFrom('identity.sign_up_links')
    .where('organization_id', '=', organization)
    .where('person_id', '=', person)
    .execute()
}

/**
 * Returns the error for a wrong link and for a wrong address. Both get the same error, so that nobody learns who has an
 * account.
 */
export function invalidSignUpLink(): BulkheadError {
  return new BulkheadError(
    'sign_up_link_invalid',
    'The sign-up link is used up, too old or not a link of this server, or this e-mail address cannot be used with it. Try another address, or ask the operator of the server for a new link: bulkhead operator owners link',
  )
}
