import { BulkheadError } from '@bulkhead/contract/errors'
import type { Output } from '@bulkhead/contract/operation'
import type { getSession as operation } from '@bulkhead/contract/people'
import type { RequestContext } from '#access/request/principal'
import { readSignedIn } from '#people/read-signed-in'
import type { Services } from '../services.ts'

/** Returns the person who is signed in. */
export async function getSession(
  services: Services,
  { person, session }: RequestContext,
): Promise<Output<typeof operation>> {
  if (person === undefined || session === undefined)
    throw new BulkheadError('unauthenticated', 'The session has ended. Sign in again.')
  return readSignedIn(services, person, session)
}
