import type { Role } from '@bulkhead/contract/operation'
import { sql } from 'kysely'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { SignUpLink } from '../sign-up-link.ts'

/** What speaks for somebody who wants to take an invitation. */
export interface InvitationClaim {
  /** Whether the person came by the invitation's own link. */
  readonly hasLink: boolean
  /** Provider whose sign-in or directory states the address. */
  readonly provider_id: string
  /** Whether the organization has proven that it owns the domain of the address. */
  readonly isProven: boolean
}

/**
 * Returns whether an invitation is taken. A provider can state any address, so by its word alone nobody becomes more
 * than a member, and a member only at an address of the organization or if the invitation names the provider.
 */
export function mayTake(
  invitation: { readonly role: Role | null; readonly provider_id: string | null },
  { hasLink, provider_id, isProven }: InvitationClaim,
): boolean {
  if (hasLink) return true
  return invitation.role === 'member' && (isProven || invitation.provider_id === provider_id)
}

export type TakenInvitation = Pick<SignUpLink, 'organization_id' | 'role' | 'workspaces' | 'invited_by'>

/**
 * Deletes and returns the invitation of an address if the claim is good enough. Otherwise the invitation waits on.
 * Runs as the organization.
 */
export async function takeInvitation(
  tx: TenantTransaction,
  email: string,
  claim: InvitationClaim,
): Promise<TakenInvitation | undefined> {
  const found = await tx
    .selectFrom('identity.sign_up_links')
    .select(['link_id', 'role', 'provider_id'])
    .where('email', '=', email)
    .where('expires_at', '>', sql<Date>`now()`)
    .forUpdate()
    .executeTakeFirst()
  if (found === undefined || !mayTake(found, claim)) return undefined
  return tx
    .deleteFrom('identity.sign_up_links')
    .where('link_id', '=', found.link_id)
    .returning(['organization_id', 'role', 'workspaces', 'invited_by'])
    .executeTakeFirst()
}

/**
 * Returns whether a link is that of the address's invitation in an organization. Locks the invitation, so that nobody
 * makes another link for it. Runs as `bulkhead_identity`.
 */
export async function isLinkOf(
  tx: ConfinedTransaction,
  { token_hash, organization, email }: { token_hash: Buffer; organization: string; email: string },
): Promise<boolean> {
  const link = await tx
    .selectFrom('identity.sign_up_links')
    .select('link_id')
    .where('token_hash', '=', token_hash)
    .where('organization_id', '=', organization)
    .where('email', '=', email)
    .where('expires_at', '>', sql<Date>`now()`)
    .forUpdate()
    .executeTakeFirst()
  return link !== undefined
}
