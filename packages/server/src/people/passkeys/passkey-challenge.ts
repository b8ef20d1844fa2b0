import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import { hashText } from '#platform/text-hash'

/** Lifetime of a challenge. */
export const CHALLENGE_SECONDS = 300

export function newChallenge(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * Stores the challenge of a session that registers a passkey. It replaces the previous one. Runs as
 * `bulkhead_identity`.
 */
export async function keepRegistration(
  tx: ConfinedTransaction,
  session: string,
  challenge: string,
): Promise<void> {
  await take(tx, registrationName(session))
  await keep(tx, registrationName(session), challenge)
}

/** Reads the challenge of a session. Runs as `bulkhead_identity`. */
export function readRegistration(tx: ConfinedTransaction, session: string): Promise<string | undefined> {
  return read(tx, registrationName(session))
}

/** Reads and deletes the challenge of a session. Runs as `bulkhead_identity`. */
export function takeRegistration(tx: ConfinedTransaction, session: string): Promise<string | undefined> {
  return take(tx, registrationName(session))
}

/** Stores the challenge of a sign-in with the hash of the browser's cookie. Runs as `bulkhead_identity`. */
export function keepSignIn(tx: ConfinedTransaction, challenge: string, browserHash: string): Promise<void> {
  return keep(tx, signInName(challenge), browserHash)
}

/** Reads the hash of the cookie of the browser that got a challenge. Runs as `bulkhead_identity`. */
export function readSignIn(tx: ConfinedTransaction, challenge: string): Promise<string | undefined> {
  return read(tx, signInName(challenge))
}

/** Deletes the challenge of a sign-in. Runs as `bulkhead_identity`. @returns The hash of the browser's cookie. */
export function takeSignIn(tx: ConfinedTransaction, challenge: string): Promise<string | undefined> {
  return take(tx, signInName(challenge))
}

async function keep(tx: ConfinedTransaction, identifier: string, value: string): Promise<void> {
  const expires_at = new Date(Date.now() + CHALLENGE_SECONDS * 1000)
  await tx
    .insertInto('identity.verifications')
    .values({ id: uuidv7(), identifier, value, expires_at })
    .execute()
}

async function read(tx: ConfinedTransaction, identifier: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('identity.verifications')
    .select('value')
    .where('identifier', '=', identifier)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
  return row?.value
}

async function take(tx: ConfinedTransaction, identifier: string): Promise<string | undefined> {
  const row = await tx
    .deleteFrom('identity.verifications')
    .where('identifier', '=', identifier)
    .returning(['value', sql<boolean>`expires_at > now()`.as('counts')])
    .executeTakeFirst()
  return row?.counts === true ? row.value : undefined
}

function registrationName(session: string): string {
  return `passkey of ${session}`
}

function signInName(challenge: string): string {
  return `passkey sign-in ${hashText(challenge)}`
}
