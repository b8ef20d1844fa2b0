import { sql } from 'kysely'
import { newSigningKey } from '#access/tokens/signing-keys'
import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import { LOCKS } from '#platform/database/schema/advisory-locks'
import type { Log } from '#platform/log'
import type { Keyring } from '#platform/vault/keyring'

const DAY_MS = 86_400_000
const SIGNS_MS = 30 * DAY_MS
/** Time for which a key still verifies after its successor was created. It is far longer than a token's lifetime. */
const VERIFIES_MS = DAY_MS
/** Creates a new signing key if the newest is 30 days old, and deletes keys whose successor is a day old. */
export async function rotateSigningKeys(
  database: Database,
  keyring: Keyring,
  log: Log,
  now = Date.now(),
): Promise<void> {
  const made = await newSigningKey(keyring)
  await asOperator(database, log, 'rotate signing keys', async (tx) => {
    await sql`select pg_advisory_xact_lock(${LOCKS.signingKeys})`.execute(tx)
    const keys = await tx
      .selectFrom('signing_keys')
      .select('created_at')
      .orderBy('created_at', 'desc')
      .execute()
    const ages = keys.map(({ created_at }) => now - created_at.getTime())
    if ((ages[0] ?? SIGNS_MS) >= SIGNS_MS) {
      await tx
        .insertInto('signing_keys')
        .values({ ...made, created_at: new Date(now) })
        .execute()
    }
    const successor = keys[ages.findIndex((age) => age >= VERIFIES_MS)]
    if (successor === undefined) return
    await tx.deleteFrom('signing_keys').where('created_at', '<', successor.created_at).execute()
  })
}
