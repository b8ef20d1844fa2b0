import { randomBytes } from 'node:crypto'
import { INVITATION_DAYS } from '@bulkhead/contract/people/invitations'
import { hashSignUpToken } from '../sign-up-token.ts'

/** A new link of an invitation: its URL is shown once, and its token stored as a hash. */
export function createInvitationLink(publicUrl: string) {
  const token = randomBytes(32).toString('base64url')
  return {
    // Behind the #, which browsers send to no server and no log keeps.
    url: `${publicUrl}/sign-up#${token}`,
    token_hash: hashSignUpToken(token),
    expires_at: new Date(Date.now() + INVITATION_DAYS * 86_400_000),
  }
}
