import { BulkheadError } from '@bulkhead/contract/errors'
import type { Output } from '@bulkhead/contract/operation'
import type { endSession as operation, signOut as signingOut } from '@bulkhead/contract/people'
import type { RequestContext } from '#access/request/principal'
import { WithHeaders } from '#access/request/with-headers'
import type { Revocation } from '#access/tokens/revocation/revocation'
import { insertRevocation } from '#access/tokens/revocation/revoking'
import { recordAudit } from '#journal/audit/record-audit'
import { getSignOutUrl } from '#people/logout/get-sign-out-url'
import { asIdentity } from '#platform/database/roles/as-identity'
import { isUuid } from '#platform/identifiers'
import type { Handler } from '../handler.ts'
import type { Services } from '../services.ts'

/** Ends a session of the calling person, and the tokens that were minted in it. */
export const endSession: Handler<typeof operation> = async (
  services,
  context,
  { params: { session_id } },
) => {
  if (!(await end(services, context, session_id)))
    throw new BulkheadError('session_not_found', 'There is no such session.')
  return { id: session_id.toLowerCase(), ended_at: new Date().toISOString() }
}

/** Ends the session that sends the request. */
export async function signOut(
  services: Services,
  context: RequestContext,
): Promise<WithHeaders<Output<typeof signingOut>>> {
  const { organization, token_id, lapses_at } = context
  // This is read first, since the session's origin is deleted with it.
  const sign_out_url = lapses_at === undefined ? null : await getSignOutUrl(services, organization, token_id)
  await end(services, context, token_id)
  return new WithHeaders(
    { 'set-cookie': services.identity.removingCookie },
    { ended_at: new Date().toISOString(), sign_out_url },
  )
}

/** @returns Whether the person had such a session. */
async function end(
  { database, revocations }: Services,
  context: RequestContext,
  given: string,
): Promise<boolean> {
  if (!isUuid(given)) return false
  const session = given.toLowerCase()
  const revocation: Revocation = {
    organization_id: context.organization,
    kind: 'token',
    subject_id: session,
    epoch: null,
  }
  const ended = await asIdentity(database, 'read write', async (tx, become) => {
    const { numDeletedRows } = await tx
      .deleteFrom('identity.sessions')
      .where('person_id', '=', context.person ?? null)
      .where('id', '=', session)
      .executeTakeFirst()
    if (numDeletedRows === 0n) return false
    const rows = await become({ principal: context })
    await insertRevocation(rows, revocation)
    await recordAudit(rows, context, { subject: session })
    return true
  })
  if (ended) revocations.apply([revocation])
  return ended
}
