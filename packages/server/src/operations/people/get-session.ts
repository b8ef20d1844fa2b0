import { BulkheadError } from '@bulkhead/contract/errors'
import type { Output } from '@bulkhead/contract/operation'
import type { getSession as operation } from '@bulkhead/contract/people'
import type { RequestContext } from '#access/request/principal'
import { WithHeaders } from '#access/request/with-headers'
import { readSignedIn } from '#people/read-signed-in'
import type { Services } from '../services.ts'

/** Returns the person who is signed in. A request that counts as use of the session extends it. */
export async function getSession(
  services: Services,
  { person, session, cookies, is_unattended }: RequestContext,
): Promise<WithHeaders<Output<typeof operation>>> {
  const found = cookies && (await services.identity.sessionOf(cookies, is_unattended !== true))
  if (!found || person === undefined || session === undefined)
    throw new BulkheadError('unauthenticated', 'The session has ended. Sign in again.')
  const signedIn = await readSignedIn(services, person, session)
  return new WithHeaders({ 'set-cookie': [...found.cookies] }, signedIn)
}
