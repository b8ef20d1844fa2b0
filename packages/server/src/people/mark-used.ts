import { createHash } from 'node:crypto'
import type { ConfinedTransaction } from '#platform/database/roles/confine'

/** A signed token that is valid for one use. */
interface Used {
  /** Prefix of these rows in a shared table. */
  readonly identifier: string
  /** Key that is equal for the same token. */
  readonly key: string
  /** Time after the expiry of the token. */
  readonly expires_at: Date
}

/** Records that a token was used. Runs as `bulkhead_identity`. @returns Whether this is the first use. */
export async function markUsed(
  tx: ConfinedTransaction,
  { identifier, key, expires_at }: Used,
): Promise<boolean> {
  const row = await tx
    .insertInto('identity.verifications')
    .values({ id: toId(`${identifier} ${key}`), identifier, value: '', expires_at })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Derives an id from a string. Equal strings have equal ids, so the second of two concurrent inserts adds no row. */
function toId(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
