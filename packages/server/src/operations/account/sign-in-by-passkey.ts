import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import { signInByPasskey as operation } from '@bulkhead/contract/people/passkeys'
import { sql } from 'kysely'
import type { Anyone } from '#access/request/anyone'
import { networkNotAllowed } from '#access/request/authorize'
import { isBound, removeBinding } from '#access/request/browser-binding'
import { WithHeaders } from '#access/request/with-headers'
import type { BegunSession } from '#people/identity'
import { readSignIn, takeSignIn } from '#people/passkeys/passkey-challenge'
import { passkeyRefused, proveSession } from '#people/passkeys/passkey-rows'
import {
  type GivenCredential,
  readChallenge,
  toUserHandle,
  verifyPasskey,
} from '#people/passkeys/verify-passkey'
import { passwordsOff, takesPasswords } from '#people/providers/sign-in-policy'
import { recordPerson } from '#people/record-person'
import { isAllowedAddress } from '#people/sessions/allowed-networks'
import { respondSignedIn } from '#people/signed-in'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { Services } from '../services.ts'

/**
 * Starts a session for the holder of a passkey. The device has verified the person, so no code is required.
 *
 * @throws BulkheadError `passkey_refused`, `passwords_off`, `network_not_allowed`, `rate_limited`
 */
export async function signInByPasskey(
  services: Services,
  anyone: Anyone,
  { body: { credential } }: Input<typeof operation>,
): Promise<WithHeaders<Output<typeof operation>>> {
  const { database, signInAttempts, signInRefusals, backgroundTasks, issuer: publicUrl } = services
  const challenge = readChallenge(credential) ?? ''
  let passkey: KnownPasskey | undefined
  try {
    const session = await signInAttempts.attemptElsewhere(anyone.address, async () => {
      const isOurs = await isOfBrowser(services, anyone, challenge)
      passkey = await findPasskey(services, credential)
      const session =
        isOurs && passkey !== undefined
          ? await enter(services, anyone, credential, challenge, passkey)
          : undefined
      // A refused attempt uses the challenge up too.
      if (session === undefined) {
        await asIdentity(database, 'read write', (tx) => takeSignIn(tx, challenge))
      }
      return session
    })
    if (session === undefined) throw passkeyRefused()
    const { headers, output } = await respondSignedIn(services, session)
    const cookies = [session.cookie, removeBinding(publicUrl, { kind: 'passkey', id: challenge })]
    return new WithHeaders({ ...headers, 'set-cookie': cookies }, output)
  } catch (error) {
    if (error instanceof BulkheadError && passkey !== undefined) {
      const { email } = passkey
      const { request_id } = anyone
      backgroundTasks.add(
        signInRefusals.record({ event: operation.operationId, email, code: error.code, request_id }),
      )
    }
    throw error
  }
}

/** Returns whether the challenge was issued to this browser. */
async function isOfBrowser(
  { database, issuer: publicUrl }: Services,
  { cookies }: Anyone,
  challenge: string,
): Promise<boolean> {
  const hash = await asIdentity(database, 'read only', (tx) => readSignIn(tx, challenge))
  return hash !== undefined && isBound(publicUrl, { kind: 'passkey', id: challenge }, hash, cookies)
}

type KnownPasskey = NonNullable<Awaited<ReturnType<typeof findPasskey>>>

async function findPasskey({ database }: Services, { id }: GivenCredential) {
  if (typeof id !== 'string') return undefined
  return asIdentity(database, 'read only', (tx) =>
    tx
      .selectFrom('identity.passkeys as k')
      .innerJoin('identity.people as p', 'p.id', 'k.person_id')
      .select(['k.organization_id', 'k.passkey_id', 'k.person_id', 'p.email'])
      .select(['k.credential_id', 'k.public_key', 'k.counter'])
      .where('k.credential_id', '=', id)
      .executeTakeFirst(),
  )
}

/**
 * Verifies the signature of the passkey and starts the session.
 *
 * @returns Undefined if the signature is not accepted.
 */
async function enter(
  services: Services,
  anyone: Anyone,
  credential: GivenCredential,
  challenge: string,
  { organization_id, passkey_id, person_id, credential_id, public_key, counter }: KnownPasskey,
): Promise<BegunSession | undefined> {
  const { database, identity, issuer: publicUrl } = services
  const key = { credential_id, public_key, counter: Number(counter) }
  const count = await verifyPasskey(publicUrl, credential, challenge, key)
  const { userHandle } = credential.response as { readonly userHandle?: unknown }
  if (count === undefined || userHandle !== toUserHandle(person_id)) return undefined
  const session = await identity.beginSession(person_id, anyone)
  if (session === undefined) return undefined
  const refusal = await asIdentity(database, 'read write', async (tx, become) => {
    // The row is locked: removing the passkey either waits for this session, or has already happened.
    const isUnused = (await takeSignIn(tx, challenge)) !== undefined
    const isNext = isUnused && (await noteUse(tx, { organization_id, passkey_id, count }))
    const refusal = !isNext
      ? passkeyRefused()
      : !(await takesPasswords(tx, organization_id))
        ? passwordsOff()
        : !(await isAllowedAddress(tx, organization_id, anyone.address))
          ? networkNotAllowed()
          : !(await proveSession(tx, { organization_id, passkey_id, session_id: session.id }))
            ? passkeyRefused()
            : undefined
    if (refusal !== undefined) {
      await tx.deleteFrom('identity.sessions').where('id', '=', session.id).execute()
      return refusal
    }
    await recordPerson(become, {
      event: operation.audit,
      organization: organization_id,
      person: person_id,
      session: session.id,
      request_id: anyone.request_id,
    })
    return undefined
  })
  if (refusal === undefined) return session
  if (refusal.code === 'passkey_refused') return undefined
  throw refusal
}

/** Stores the signature counter of a device. @returns Whether it increased. If not, the passkey was copied. */
async function noteUse(
  tx: ConfinedTransaction,
  { organization_id, passkey_id, count }: { organization_id: string; passkey_id: string; count: number },
): Promise<boolean> {
  const row = await tx
    .updateTable('identity.passkeys')
    .set({ counter: String(count), last_used_at: sql<Date>`now()` })
    .where('organization_id', '=', organization_id)
    .where('passkey_id', '=', passkey_id)
    .where(({ or, and, eb }) =>
      or([eb('counter', '<', String(count)), and([eb('counter', '=', '0'), eb(sql.val(count), '=', 0)])]),
    )
    .returning('passkey_id')
    .executeTakeFirst()
  return row !== undefined
}
