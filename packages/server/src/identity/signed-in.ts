import type { Services } from '#main/services'
import { WithHeaders } from '#request/with-headers'
import type { Browser, NamedSession } from './identity.ts'
import { readSignedIn } from './read-signed-in.ts'

/** Who asks to be let in. */
export interface Arrival extends Browser {
  readonly request_id: string
}

/** The answer that sets the cookie of a session. */
export async function answerSignedIn(services: Services, session: NamedSession) {
  const signedIn = await readSignedIn(services, session.person_id, session.id)
  return new WithHeaders({ 'set-cookie': [...session.cookies] }, signedIn)
}
