import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { hashSignUpToken, SIGN_UP_LINK_HOURS } from '#identity/sign-up-token'
import type { ConfinedTransaction } from '#platform/database/roles/confine'

/** A link with which one owner signs up, shown once and stored as a hash. */
export interface SignUpLink {
  readonly organization_id: string
  readonly url: string
  /** Expiry as ISO-8601. */
  readonly expires_at: string
}

/**
 * Makes a link with which one owner of the organization signs up. Runs as the operator, and forgets those of the
 * operator that have expired.
 *
 * @param publicUrl Where browsers reach the server.
 * @param person_id Owner who chooses another password by it, in the place of a new owner.
 */
export async function createSignUpLink(
  tx: ConfinedTransaction,
  organization_id: string,
  publicUrl: string,
  person_id: string | null = null,
): Promise<SignUpLink> {
  const token = randomBytes(32).toString('base64url')
  const expires_at = new Date(Date.now() + SIGN_UP_LINK_HOURS * 3_600_000)
  await tx
    .deleteFrom('identity.sign_up_links')
    .where('expires_at', '<', new Date())
    .where('email', 'is', null)
    .execute()
  await tx
    .insertInto('identity.sign_up_links')
    .values({ organization_id, link_id: uuidv7(), token_hash: hashSignUpToken(token), expires_at, person_id })
    .execute()
  // Behind the #, which browsers send to no server and no log keeps.
  return { organization_id, url: `${publicUrl}/sign-up#${token}`, expires_at: expires_at.toISOString() }
}

/** A link for the first owner of the oldest organization, while it has none. Runs as the operator at every start. */
export async function linkForFirstOwner(
  tx: ConfinedTransaction,
  publicUrl: string,
): Promise<SignUpLink | undefined> {
  const oldest = await tx
    .selectFrom('organizations')
    .select('organization_id')
    .orderBy('organization_id')
    .limit(1)
    .executeTakeFirstOrThrow()
  const owner = await tx
    .selectFrom('identity.members')
    .select('person_id')
    .where('organization_id', '=', oldest.organization_id)
    .limit(1)
    .executeTakeFirst()
  return owner === undefined ? createSignUpLink(tx, oldest.organization_id, publicUrl) : undefined
}
