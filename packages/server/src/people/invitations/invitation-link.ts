import { randomBytes } from 'node:crypto'
import { INVITATION_DAYS } from '@bulkhead/contract/people/invitations'
import { hashSignUpToken } from '../sign-up-token.ts'

/** Creates a link of an invitation. Its URL is shown once. Only a hash of its token is stored. */
export function createInvitationLink(publicUrl: string) {
  const token = randomBytes(32).toString('base64url')
  return {
    // The token is in the fragment, which browsers send to no server, so no log contains it.
    url: `${publicUrl}/sign-up#${token}`,
    token_hash: hashSignUpToken(token),
    expires_at: new Date(Date.now() + INVITATION_DAYS * 86_400_000),
  }
}
