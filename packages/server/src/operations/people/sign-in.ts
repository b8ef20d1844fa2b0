import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import { signIn as operation } from '@bulkhead/contract/people'
import { readMembership } from '#identity/read-membership'
import { recordPerson } from '#identity/record-person'
import { type Arrival, answerSignedIn } from '#identity/signed-in'
import type { Services } from '#operations/services'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { WithHeaders } from '#request/with-headers'

/** Starts a session for whoever knows the password. @throws BulkheadError `invalid_sign_in`, `rate_limited` */
export async function signIn(
  services: Services,
  arrival: Arrival,
  { body: { email, password } }: Input<typeof operation>,
): Promise<WithHeaders<Output<typeof operation>>> {
  const { identity, signInAttempts, database } = services
  const account = email.toLowerCase()
  const session = await signInAttempts.attempt(arrival.address, account, () =>
    identity.signIn(account, password, arrival),
  )
  const member = session && (await readMembership(database, session.person_id))
  if (session === undefined || member === undefined) {
    throw new BulkheadError('invalid_sign_in', 'The e-mail address or the password is wrong.')
  }
  await asIdentity(database, 'read write', (tx, become) =>
    recordPerson(tx, become, {
      event: operation.audit,
      organization: member.organization,
      person: session.person_id,
      session: session.id,
      request_id: arrival.request_id,
    }),
  )
  return answerSignedIn(services, session)
}
