import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import { signUp as operation } from '@bulkhead/contract/people'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { recordPerson } from '#identity/record-person'
import { hashSignUpToken } from '#identity/sign-up-token'
import { type Arrival, answerSignedIn } from '#identity/signed-in'
import type { Services } from '#operations/services'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { WithHeaders } from '#request/with-headers'

type SignUp = Input<typeof operation>['body']

/** Makes an owner of whoever has a link, and uses it up with all others of the organization, in one transaction. */
export async function signUp(
  services: Services,
  arrival: Arrival,
  { body }: Input<typeof operation>,
): Promise<WithHeaders<Output<typeof operation>>> {
  const { database, identity, signInAttempts } = services
  const email = body.email.toLowerCase()
  const token_hash = hashSignUpToken(body.token)
  // A link has 256 random bits. Guesses are counted by where they come from, and cost no hash.
  const link = await signInAttempts.attempt(arrival.address, undefined, () =>
    asIdentity(database, 'read only', (tx) => findLink(tx, token_hash)),
  )
  if (link === undefined) throw invalidLink()
  const password = await identity.hashPassword(body.password)
  await asIdentity(database, 'read write', async (tx, become) => {
    const { organization_id } = await useUp(tx, token_hash)
    const person = await addPerson(tx, { ...body, email, password })
    await tx
      .insertInto('identity.members')
      .values({ organization_id, person_id: person, role: 'owner' })
      .execute()
    await recordPerson(tx, become, {
      event: operation.audit,
      organization: organization_id,
      person,
      request_id: arrival.request_id,
    })
  })
  // Past the limit of attempts: the link is used up, and whoever used it did not guess this password.
  const session = await identity.signIn(email, body.password, arrival)
  if (session === undefined) throw new TypeError('Who signed up just now cannot sign in.')
  return answerSignedIn(services, session)
}

function findLink(tx: ConfinedTransaction, token_hash: Buffer) {
  return tx
    .selectFrom('identity.sign_up_links')
    .select('organization_id')
    .where('token_hash', '=', token_hash)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
}

/** Deletes the link, which lets one of many in, and the organization's others, which may lie in a log. */
async function useUp(tx: ConfinedTransaction, token_hash: Buffer) {
  const ended = await tx
    .deleteFrom('identity.sign_up_links')
    .where('organization_id', 'in', (links) =>
      links
        .selectFrom('identity.sign_up_links as used')
        .select('used.organization_id')
        .where('used.token_hash', '=', token_hash)
        .where('used.expires_at', '>', sql<Date>`now()`),
    )
    .returning(['organization_id', 'token_hash'])
    .execute()
  const link = ended.find((one) => token_hash.equals(one.token_hash))
  if (link === undefined) throw invalidLink()
  return link
}

/** A person who signs in by password, as better-auth reads one. @returns The id. */
async function addPerson(
  tx: ConfinedTransaction,
  { name, email, password }: Pick<SignUp, 'name' | 'email' | 'password'>,
): Promise<string> {
  const id = uuidv7()
  const added = await tx
    .insertInto('identity.people')
    .values({ id, name, email, email_verified: false })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added === undefined) {
    throw new BulkheadError('email_taken', 'Somebody signed up with this e-mail address before.')
  }
  await tx
    .insertInto('identity.accounts')
    .values({ id: uuidv7(), person_id: id, account_id: id, provider_id: 'credential', password })
    .execute()
  return id
}

function invalidLink(): BulkheadError {
  return new BulkheadError(
    'sign_up_link_invalid',
    'The sign-up link is used up, too old or not a link of this server. Whoever runs the server can make a new one: bulkhead operator owners link',
  )
}
