import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import type { revokeToken as operation } from '@bulkhead/contract/tokens'
import { hasRoom } from '#access/tokens/revocation/has-room'
import { revoking } from '#access/tokens/revocation/revoking'
import { recordAudit } from '#journal/audit/record-audit'
import type { Handler } from '../handler.ts'

/**
 * Revokes one token. Tokens are not stored, so an id that no token has is accepted too. The stored row belongs to the
 * organization, and ends only a token of that organization.
 */
export const revokeToken: Handler<typeof operation> = async (services, context, { body }) => {
  if (context.person !== undefined && context.workspace === undefined && body.token_id === undefined) {
    const message = 'Name the token: a person must send token_id. POST /auth/sign-out ends the session.'
    throw invalid('body.token_id', message)
  }
  const token_id = (body.token_id ?? context.token_id).toLowerCase()
  if (token_id !== context.token_id) {
    if (context.workspace !== undefined) {
      throw new BulkheadError('not_granted', 'A scoped token can revoke only itself.')
    }
    if (context.grant?.read_only === true) {
      const message =
        'This sign-in may only read, so it can revoke only its own token. Log in again without --read-only.'
      throw new BulkheadError('not_granted', message)
    }
  }
  const by = context.workspace === undefined ? 'organization' : 'holder'
  if (!hasRoom(services.revocations, context.organization, by)) throw tooMany()
  await revoking(services, context, async (tx, revoke) => {
    await revoke({ kind: 'token', subject_id: token_id, epoch: null })
    await recordAudit(tx, context, { subject: token_id })
  })
  return { token_id }
}

function tooMany(): BulkheadError {
  return new BulkheadError(
    'rate_limited',
    'The organization revoked too many tokens in the last twenty minutes. End all tokens of a workspace or of an application at once instead, or try again later.',
    { retryAfter: 60 },
  )
}
