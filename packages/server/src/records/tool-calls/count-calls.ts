import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database, TenantScope } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { firstIdAt } from '#platform/keyset'
import { divideSpan, selectHours } from './read-hours.ts'

/** Number of calls that a statement counts one by one. The embedded database counts them in some 50 ms. */
const AT_ONCE = 20_000
const NO_FILTER = { indexed: [], others: [], operation: undefined }

/**
 * Counts all calls of an organization between two times, in milliseconds since the epoch. Sums the counted hours, and
 * counts other calls in chunks, each in a transaction of its own.
 *
 * @param atOnce Number of calls in a chunk.
 */
export async function countCalls(
  database: Database,
  scope: TenantScope,
  since: number,
  until: number,
  atOnce = AT_ONCE,
): Promise<number> {
  const inTransaction = <T>(work: (tx: TenantTransaction) => Promise<T>) =>
    asPrincipal(database, scope, 'read only', work)
  const { summed, ranges } = await inTransaction(async (tx) => {
    const divided = await divideSpan(tx, { since, until, buckets: 1 }, 'counted_until')
    const { rows } = await sql<{ calls: string }>`
      select coalesce(sum(calls), 0) as calls from (${selectHours(tx, NO_FILTER, divided)}) counted`.execute(
      tx,
    )
    return { summed: Number(rows[0]?.calls), ranges: divided.ranges }
  })
  let total = summed
  for (const range of ranges) {
    const behind = firstIdAt(range.until.getTime())
    let first: string | null = firstIdAt(range.since.getTime())
    while (first !== null) {
      const from: string = first
      const { calls, next } = await inTransaction((tx) => countChunk(tx, from, behind, atOnce))
      total += calls
      first = next
      // Other requests have a turn, also beside the embedded database.
      await setImmediate()
    }
  }
  return total
}

/** Counts calls from an id on. @returns Also the id of the first call of the next chunk. */
async function countChunk(tx: TenantTransaction, first: string, behind: string, atOnce: number) {
  const found = tx
    .selectFrom('tool_calls')
    .select('call_id')
    .where('call_id', '>=', first)
    .where('call_id', '<', behind)
    .orderBy('call_id')
  const next = await found.offset(atOnce).limit(1).executeTakeFirst()
  if (next !== undefined) return { calls: atOnce, next: next.call_id }
  const { count } = await tx
    .selectFrom(found.limit(atOnce).as('chunk'))
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow()
  return { calls: Number(count), next: null }
}
