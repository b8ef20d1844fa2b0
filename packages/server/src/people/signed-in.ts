import { WithHeaders } from '#access/request/with-headers'
import type { Database } from '#platform/database/roles/confine'
import type { BegunSession, Browser, Identity } from './identity.ts'
import { readSignedIn } from './read-signed-in.ts'

interface Dependencies {
  readonly database: Database
  readonly identity: Identity
}

/** Request to sign in. */
export interface Arrival extends Browser {
  readonly request_id: string
}

/** Creates the response that sets the session cookie. */
export async function respondSignedIn(services: Dependencies, session: BegunSession) {
  const signedIn = await readSignedIn(services, session.person_id, session.id)
  return new WithHeaders({ 'set-cookie': session.cookie }, signedIn)
}
