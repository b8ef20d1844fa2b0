import { BulkheadError } from '@bulkhead/contract/errors'
import type { Output } from '@bulkhead/contract/operation'
import type { getSession as operation } from '@bulkhead/contract/people'
import type { Act } from '#principal'
import type { Services } from '#services'
import { WithHeaders } from '#with-headers'
import { readSignedIn } from './read-signed-in.ts'

/** Says who is signed in. This is what counts as use of the session: it moves its end on. */
export async function getSession(
  services: Services,
  { person, session, cookies }: Act,
): Promise<WithHeaders<Output<typeof operation>>> {
  const extended = cookies && (await services.identity.sessionOf(cookies, true))
  if (!extended || person === undefined || session === undefined)
    throw new BulkheadError('unauthenticated', 'The session has ended. Sign in again.')
  const signedIn = await readSignedIn(services, person, session)
  return new WithHeaders({ 'set-cookie': [...extended.cookies] }, signedIn)
}
