import type { Input, Output } from '@bulkhead/contract/operation'
import { signUp as operation } from '@bulkhead/contract/people'
import { v7 as uuidv7 } from 'uuid'
import { networkNotAllowed } from '#access/request/authorize'
import type { WithHeaders } from '#access/request/with-headers'
import type { Revocation } from '#access/tokens/revocation/revocation'
import { endMailedLinks } from '#people/account/email-link'
import { isInactiveUser } from '#people/directory/directory-users'
import { foldAddress } from '#people/email-address'
import { giveInvited } from '#people/invitations/give-invited'
import { passwordsOff, takesPasswords } from '#people/providers/sign-in-policy'
import { recordPerson } from '#people/record-person'
import { isAllowedAddress } from '#people/sessions/allowed-networks'
import { deleteSessions, revokeSessions } from '#people/sessions/end-sessions'
import { invalidSignUpLink, type SignUpLink, takeSignUpLink, trySignUpLink } from '#people/sign-up-link'
import { hashSignUpToken } from '#people/sign-up-token'
import { type Arrival, respondSignedIn } from '#people/signed-in'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { Services } from '../services.ts'

type SignUp = Input<typeof operation>['body']

/**
 * Signs up the holder of a link, in one transaction. A link of the operator creates an owner, and uses up all other
 * such links of the organization. An invitation gives the role and workspaces that it states. A link for an existing
 * person sets a new password instead.
 */
export async function signUp(
  services: Services,
  arrival: Arrival,
  { body }: Input<typeof operation>,
): Promise<WithHeaders<Output<typeof operation>>> {
  const { database, identity, signInAttempts, revocations } = services
  const email = foldAddress(body.email)
  const token_hash = hashSignUpToken(body.token)
  // A link has 256 random bits. Guesses are counted by network address. Only an email address that can be used with a
  // link costs a password hash, which waits for its turn like all hashes.
  const password = await signInAttempts.attempt(arrival.address, undefined, async () => {
    const fits = await asIdentity(database, 'read write', (tx) => trySignUpLink(tx, token_hash, email))
    return fits ? identity.hashPassword(body.password) : undefined
  })
  if (password === undefined) throw invalidSignUpLink()
  const ended = await asIdentity(
    database,
    'read write',
    async (tx, become): Promise<readonly Revocation[]> => {
      const link = await takeSignUpLink(tx, token_hash)
      if (link === undefined) throw invalidSignUpLink()
      const { organization_id: organization } = link
      // A link of the operator is for emergencies, so it works even if passwords are turned off.
      if (link.email !== null && !(await takesPasswords(tx, organization))) throw passwordsOff()
      if (!(await isAllowedAddress(tx, organization, arrival.address))) throw networkNotAllowed()
      const given = { name: body.name, email, password }
      const person = link.person_id ?? (await addPerson(tx, link, given))
      const sessions = link.person_id === null ? [] : await renewPerson(tx, link.person_id, given)
      const rows = await recordPerson(become, {
        event: link.person_id === null ? operation.audit : 'person.password_reset',
        organization,
        person,
        request_id: arrival.request_id,
      })
      if (link.email !== null) {
        if (await isInactiveUser(rows, link.email)) throw invalidSignUpLink()
        if (!(await giveInvited(rows, link, person))) throw invalidSignUpLink()
      }
      return revokeSessions(rows, organization, sessions)
    },
  )
  revocations.apply(ended)
  // The limit of attempts does not apply here: the link is used up, and its holder did not guess this password.
  const session = await identity.signIn(email, body.password, arrival)
  // The person was removed or reset in between.
  if (session === undefined) throw invalidSignUpLink()
  return respondSignedIn(services, session)
}

type Given = Pick<SignUp, 'name' | 'email' | 'password'>

/** Adds a person who signs in by password. @returns The id of the person. */
async function addPerson(
  tx: ConfinedTransaction,
  { organization_id, role }: SignUpLink,
  { name, email, password }: Given,
): Promise<string> {
  const id = uuidv7()
  const added = await tx
    .insertInto('identity.people')
    .values({ id, name, email })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  // Another person took the address since it was looked up.
  if (added === undefined) throw invalidSignUpLink()
  await addPassword(tx, id, password)
  await tx
    .insertInto('identity.members')
    .values({ organization_id, person_id: id, role: role ?? 'owner' })
    .execute()
  return id
}

/** Changes the name and password of a person, and ends the person's mailed links. @returns Ids of the sessions that ended. */
async function renewPerson(
  tx: ConfinedTransaction,
  person: string,
  { name, password }: Given,
): Promise<readonly string[]> {
  await tx.updateTable('identity.people').set({ name }).where('id', '=', person).execute()
  const { numUpdatedRows } = await tx
    .updateTable('identity.passwords')
    .set({ hash: password })
    .where('person_id', '=', person)
    .executeTakeFirst()
  // A person who came through a provider had no password.
  if (numUpdatedRows === 0n) await addPassword(tx, person, password)
  await endMailedLinks(tx, person)
  return deleteSessions(tx, person)
}

/** Gives a person a first password. */
async function addPassword(tx: ConfinedTransaction, person_id: string, password: string): Promise<void> {
  await tx.insertInto('identity.passwords').values({ person_id, hash: password }).execute()
}
