import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import { signIn as operation } from '@bulkhead/contract/people'
import { networkNotAllowed } from '#access/request/authorize'
import type { WithHeaders } from '#access/request/with-headers'
import { isStillPassword } from '#people/account/password-hash'
import { foldAddress } from '#people/email-address'
import type { BegunSession } from '#people/identity'
import { passwordsOff, takesPasswords } from '#people/providers/sign-in-policy'
import { readMembership } from '#people/read-membership'
import { recordPerson } from '#people/record-person'
import {
  hasSecondFactor,
  type Proof,
  proveSecondFactor,
  secondFactorRequired,
} from '#people/second-factor/prove-second-factor'
import { isAllowedAddress } from '#people/sessions/allowed-networks'
import { type Arrival, respondSignedIn } from '#people/signed-in'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Services } from '../services.ts'

/**
 * Starts a session for a caller with the right password, and the second factor if the person has one.
 *
 * @throws BulkheadError `invalid_sign_in`, `second_factor_required`, `wrong_code`, `passwords_off`, `rate_limited`
 */
export async function signIn(
  services: Services,
  arrival: Arrival,
  { body: { email, password, code } }: Input<typeof operation>,
): Promise<WithHeaders<Output<typeof operation>>> {
  const account = foldAddress(email)
  try {
    return await respondSignedIn(services, await start(services, arrival, { account, password, code }))
  } catch (error) {
    if (error instanceof BulkheadError && RECORDED.includes(error.code)) {
      // This runs after the response, so that its time does not reveal whether there is such a person.
      const { request_id } = arrival
      const refused = { event: operation.operationId, email: account, code: error.code, request_id }
      services.backgroundTasks.add(services.signInRefusals.record(refused))
    }
    throw error
  }
}

/**
 * Codes of refusals that are recorded. A missing second-factor code is not among them, which is a step of the sign-in,
 * nor what the limit refuses, which would let nobody fill the table.
 */
const RECORDED = ['invalid_sign_in', 'wrong_code', 'passwords_off', 'network_not_allowed']

async function start(
  services: Services,
  arrival: Arrival,
  { account, password, code }: Credentials,
): Promise<BegunSession> {
  const { identity, signInAttempts, database } = services
  const session = await signInAttempts.attempt(arrival.address, account, () =>
    identity.signIn(account, password, arrival),
  )
  const member = session && (await readMembership(database, session.person_id))
  if (session === undefined || member === undefined) throw invalidSignIn()
  const { organization } = member
  const { address, request_id } = arrival
  const proven = await tryCode(services, { ...session, organization, code, address, request_id })
  const refusal = await asIdentity(database, 'read write', async (tx, become) => {
    const refusal = !(await takesPasswords(tx, organization))
      ? passwordsOff()
      : !(await isStillPassword(tx, session.person_id, session.hash))
        ? invalidSignIn()
        : !(await isAllowedAddress(tx, organization, address))
          ? networkNotAllowed()
          : proven === true || !(await hasSecondFactor(tx, session.person_id))
            ? undefined
            : proven
    if (refusal !== undefined) {
      await tx.deleteFrom('identity.sessions').where('id', '=', session.id).execute()
      return refusal
    }
    await recordPerson(become, {
      event: operation.audit,
      organization,
      person: session.person_id,
      session: session.id,
      request_id,
    })
    return undefined
  })
  if (refusal !== undefined) throw refusal
  return session
}

interface Credentials {
  /** Email address in lower case. */
  readonly account: string
  readonly password: string
  readonly code: string | undefined
}

/**
 * Uses up the code of a person who has a second factor, unless the sign-in is refused for its address in any case.
 *
 * @returns True, or the error if a code is needed.
 */
async function tryCode(
  services: Services,
  {
    person_id: person,
    code,
    address,
    ...asked
  }: Omit<Proof, 'code' | 'person'> & {
    readonly person_id: string
    readonly code: string | undefined
    readonly address: string
  },
): Promise<BulkheadError | true> {
  const isNeeded = await asIdentity(
    services.database,
    'read only',
    async (tx) =>
      (await hasSecondFactor(tx, person)) && (await isAllowedAddress(tx, asked.organization, address)),
  )
  if (code === undefined || !isNeeded) return secondFactorRequired()
  try {
    await proveSecondFactor(services, { ...asked, person, code })
    return true
  } catch (error) {
    if (error instanceof BulkheadError) return error
    throw error
  }
}

function invalidSignIn(): BulkheadError {
  return new BulkheadError('invalid_sign_in', 'The e-mail address or the password is wrong.')
}
