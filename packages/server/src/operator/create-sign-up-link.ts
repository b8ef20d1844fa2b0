import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { hashSignUpToken, SIGN_UP_LINK_HOURS } from '#people/sign-up-token'
import type { ConfinedTransaction } from '#platform/database/roles/confine'

/** Link for the sign-up of one owner. It is shown once and stored as a hash. */
export interface SignUpLink {
  readonly organization_id: string
  readonly url: string
  /** Expiry of the link, as ISO-8601. */
  readonly expires_at: string
}

/**
 * Creates a link for the sign-up of one owner of the organization. Runs as the operator, and deletes the operator's
 * expired links.
 *
 * @param publicUrl URL at which browsers reach the server.
 * @param person_id Owner who sets a new password with the link. Undefined for a new owner.
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
  // The token is in the fragment, which browsers do not send to a server, so no log contains it.
  return { organization_id, url: `${publicUrl}/sign-up#${token}`, expires_at: expires_at.toISOString() }
}

/**
 * Returns a link for the first owner of the oldest organization, if the organization has no owner yet. Runs as the
 * operator at every start.
 */
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
