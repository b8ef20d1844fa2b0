import { asOperator } from '#database/as-operator'
import type { Database } from '#database/confine'
import type { Log } from '#log'
import { newSigningKey } from '#tokens/signing-keys'
import type { Keyring } from '#vault/keyring'

const DAY_MS = 86_400_000
/** A key signs for 30 days, and verifies for one more: far longer than a token lives. */
const SIGNS_MS = 30 * DAY_MS
const VERIFIES_MS = SIGNS_MS + DAY_MS

/** Makes a new signing key when the newest has signed for 30 days, and drops those that verify nothing any more. */
export async function rotateSigningKeys(
  database: Database,
  keyring: Keyring,
  log: Log,
  now = Date.now(),
): Promise<void> {
  const made = await newSigningKey(keyring)
  await asOperator(database, log, 'rotate signing keys', async (tx) => {
    const newest = await tx
      .selectFrom('signing_keys')
      .select('created_at')
      .orderBy('created_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (newest !== undefined && now - newest.created_at.getTime() < SIGNS_MS) return
    await tx.insertInto('signing_keys').values(made).execute()
    await tx
      .deleteFrom('signing_keys')
      .where('created_at', '<', new Date(now - VERIFIES_MS))
      .execute()
  })
}
