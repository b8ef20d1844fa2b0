import { BulkheadError } from '@bulkhead/contract/errors'
import type { Output } from '@bulkhead/contract/operation'
import type { getSession as operation } from '@bulkhead/contract/people'
import { readSignedIn } from '#identity/read-signed-in'
import type { Services } from '#operations/services'
import type { RequestContext } from '#request/principal'
import { WithHeaders } from '#request/with-headers'

/** Returns the person who is signed in. This request counts as use of the session, and so extends it. */
export async function getSession(
  services: Services,
  { person, session, cookies }: RequestContext,
): Promise<WithHeaders<Output<typeof operation>>> {
  const extended = cookies && (await services.identity.sessionOf(cookies, true))
  if (!extended || person === undefined || session === undefined)
    throw new BulkheadError('unauthenticated', 'The session has ended. Sign in again.')
  const signedIn = await readSignedIn(services, person, session)
  return new WithHeaders({ 'set-cookie': [...extended.cookies] }, signedIn)
}
