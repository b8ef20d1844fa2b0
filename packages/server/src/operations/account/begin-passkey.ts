import type { beginPasskey as operation } from '@bulkhead/contract/people/passkeys'
import { confirmPassword } from '#people/account/confirm-password'
import { CHALLENGE_SECONDS, keepRegistration, newChallenge } from '#people/passkeys/passkey-challenge'
import { assertMayAddFactor, MOST_PASSKEYS, passkeyRefused } from '#people/passkeys/passkey-rows'
import { ALGORITHMS, getRelyingParty, toUserHandle } from '#people/passkeys/verify-passkey'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Handler } from '../handler.ts'

/** Returns the options with which the browser of the person creates a passkey. */
export const beginPasskey: Handler<typeof operation> = async (services, context, { body }) => {
  const { database, issuer: publicUrl } = services
  const { organization } = context
  const { person, session, email } = await confirmPassword(
    services,
    context,
    body.current_password,
    async () => {},
  )
  const challenge = newChallenge()
  const { known, name, server } = await asIdentity(database, 'read write', async (identity, become) => {
    await keepRegistration(identity, session, challenge)
    const { name } = await identity
      .selectFrom('identity.people')
      .select('name')
      .where('id', '=', person)
      .executeTakeFirstOrThrow()
    const tx = await become({ role: 'bulkhead_organization', organization })
    await assertMayAddFactor(tx, context)
    const known = await tx
      .selectFrom('identity.passkeys')
      .select(['credential_id', 'transports'])
      .where('person_id', '=', person)
      .execute()
    const { name: server } = await tx.selectFrom('organizations').select('name').executeTakeFirstOrThrow()
    return { known, name, server }
  })
  if (known.length >= MOST_PASSKEYS) {
    throw passkeyRefused(`You have ${MOST_PASSKEYS} passkeys already. Remove one that you no longer use.`)
  }
  return {
    options: {
      rp: { id: getRelyingParty(publicUrl).id, name: server },
      user: { id: toUserHandle(person), name: email, displayName: name },
      challenge,
      pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
      timeout: CHALLENGE_SECONDS * 1000,
      excludeCredentials: known.map(({ credential_id: id, transports }) => ({
        ...{ type: 'public-key', id, transports },
      })),
      // The passkey identifies its person, so nobody types an address. The device verifies the person who uses it.
      authenticatorSelection: {
        ...{ residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      },
      attestation: 'none',
    },
  }
}
