import type { Input, Output } from '@bulkhead/contract/operation'
import { resetPassword as operation } from '@bulkhead/contract/people/account'
import { networkNotAllowed } from '#access/request/authorize'
import type { WithHeaders } from '#access/request/with-headers'
import { endMailedLinks } from '#people/account/email-link'
import { lockPassword } from '#people/account/lock-password'
import { invalidPasswordLink, readPasswordLink, takePasswordLink } from '#people/account/password-link'
import { passwordsOff, takesPasswords } from '#people/providers/sign-in-policy'
import { readMembership } from '#people/read-membership'
import { recordPerson } from '#people/record-person'
import {
  hasSecondFactor,
  proveSecondFactor,
  secondFactorRequired,
} from '#people/second-factor/prove-second-factor'
import { isAllowedAddress } from '#people/sessions/allowed-networks'
import { deleteSessions, revokeSessions } from '#people/sessions/end-sessions'
import { deletePersonLinks } from '#people/sign-up-link'
import { type Arrival, respondSignedIn } from '#people/signed-in'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Services } from '../services.ts'

/** Sets a new password for the person of a mailed link, ends the person's sessions, and signs the person in. */
export async function resetPassword(
  services: Services,
  arrival: Arrival,
  { body: { token, new_password, code } }: Input<typeof operation>,
): Promise<WithHeaders<Output<typeof operation>>> {
  const { database, identity, signInAttempts, revocations } = services
  const { address, request_id } = arrival
  const link = await signInAttempts.attempt(address, undefined, () =>
    asIdentity(database, 'read only', async (tx) => {
      const link = await readPasswordLink(tx, token)
      return link && { ...link, needsCode: await hasSecondFactor(tx, link.person) }
    }),
  )
  const member = link && (await readMembership(database, link.person))
  if (link === undefined || member === undefined) throw invalidPasswordLink()
  const { person, email, needsCode } = link
  const { organization } = member
  // Access to the mails is only one factor. The link stays valid for the next attempt.
  if (needsCode) {
    if (code === undefined) throw secondFactorRequired()
    const isAllowed = await asIdentity(database, 'read only', (tx) =>
      isAllowedAddress(tx, organization, address),
    )
    if (!isAllowed) throw networkNotAllowed()
    await proveSecondFactor(services, { organization, person, code, request_id })
  }
  const password = await signInAttempts.attempt(address, undefined, () => identity.hashPassword(new_password))
  const ended = await asIdentity(database, 'read write', async (tx, become) => {
    // Locks in the order of a sign-up by a link of the operator, and the password before mailed links, as all that ends
    // or creates those does.
    await deletePersonLinks(tx, { organization, person })
    await lockPassword(tx, person)
    if (!(await takePasswordLink(tx, token))) throw invalidPasswordLink()
    if (!(await takesPasswords(tx, organization))) throw passwordsOff()
    if (!(await isAllowedAddress(tx, organization, address))) throw networkNotAllowed()
    // A second factor was set up in the meantime.
    if (!needsCode && (await hasSecondFactor(tx, person))) throw secondFactorRequired()
    await tx
      .updateTable('identity.passwords')
      .set({ hash: password ?? null })
      .where('person_id', '=', person)
      .execute()
    await endMailedLinks(tx, person)
    const sessions = await deleteSessions(tx, person)
    const rows = await recordPerson(become, { event: operation.audit, organization, person, request_id })
    return revokeSessions(rows, organization, sessions)
  })
  revocations.apply(ended)
  const session = await identity.signIn(email, new_password, arrival)
  // The person was removed or reset in between.
  if (session === undefined) throw invalidPasswordLink()
  return respondSignedIn(services, session)
}
