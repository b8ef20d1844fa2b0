import { createHash } from 'node:crypto'
import type { ConfinedTransaction } from '#platform/database/roles/confine'

/** A signed token that counts once. */
interface Used {
  /** Names rows of the table, which others use too. */
  readonly identifier: string
  /** Same for the same token. */
  readonly key: string
  /** Later than the end of the token. */
  readonly expires_at: Date
}

/** Notes that a token was used. Runs as `bulkhead_identity`. @returns Whether it is the first time. */
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

/** Returns an id that is the same for the same text, so that the second of two at once is no row. */
function toId(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
