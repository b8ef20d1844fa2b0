import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import { signIn as operation } from '@bulkhead/contract/people'
import type { NamedSession } from '#identity/identity'
import { isStillPassword, readPasswordHash } from '#identity/password-hash'
import { passwordsOff, takesPasswords } from '#identity/providers/sign-in-policy'
import { readMembership } from '#identity/read-membership'
import { recordPerson } from '#identity/record-person'
import { type Arrival, respondSignedIn } from '#identity/signed-in'
import type { Services } from '#operations/services'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { WithHeaders } from '#request/with-headers'

/** Starts a session for whoever knows the password. @throws BulkheadError `invalid_sign_in`, `rate_limited` */
export async function signIn(
  services: Services,
  arrival: Arrival,
  { body: { email, password } }: Input<typeof operation>,
): Promise<WithHeaders<Output<typeof operation>>> {
  const account = email.toLowerCase()
  try {
    return await respondSignedIn(services, await start(services, arrival, account, password))
  } catch (error) {
    if (
      error instanceof BulkheadError &&
      (error.code === 'invalid_sign_in' || error.code === 'rate_limited' || error.code === 'passwords_off')
    ) {
      // After the answer, so that its time does not tell whether there is such a person.
      const refused = { email: account, code: error.code, request_id: arrival.request_id }
      services.backgroundTasks.add(services.signInRefusals.record(refused))
    }
    throw error
  }
}

async function start(
  { identity, signInAttempts, database }: Services,
  arrival: Arrival,
  account: string,
  password: string,
): Promise<NamedSession> {
  const hash = await readPasswordHash(database, account)
  const session = await signInAttempts.attempt(arrival.address, account, () =>
    identity.signIn(account, password, arrival),
  )
  const member = session && (await readMembership(database, session.person_id))
  if (session === undefined || member === undefined) throw invalidSignIn()
  const outcome = await asIdentity(database, 'read write', async (tx, become) => {
    const takes = await takesPasswords(tx, member.organization)
    if (!takes || !(await isStillPassword(tx, session.person_id, hash))) {
      await tx.deleteFrom('identity.sessions').where('id', '=', session.id).execute()
      return takes ? 'another password' : 'passwords off'
    }
    await recordPerson(become, {
      event: operation.audit,
      organization: member.organization,
      person: session.person_id,
      session: session.id,
      request_id: arrival.request_id,
    })
    return 'stands'
  })
  if (outcome === 'passwords off') throw passwordsOff()
  if (outcome !== 'stands') throw invalidSignIn()
  return session
}

function invalidSignIn(): BulkheadError {
  return new BulkheadError('invalid_sign_in', 'The e-mail address or the password is wrong.')
}
