import type pg from 'pg'
import { tryGuarantees } from './guarantees.ts'

/** SQLSTATEs of a database that lacks a function or command. Any other error may be temporary. */
const UNKNOWN_TO_IT: ReadonlySet<string | undefined> = new Set(['0A000', '42601', '42883'])

/**
 * Tests the guarantees that take only a few round trips. A database that claims them and lacks them would do damage
 * without an error.
 *
 * @throws Error that names the first guarantee that does not hold.
 */
export async function assertGuarantees(first: pg.Client, second: pg.Client): Promise<void> {
  const tried = await tryGuarantees(first, second, ({ isCheap }) => isCheap)
  const broken = tried.find(
    ({ holds, error }) => holds === false && (error === undefined || UNKNOWN_TO_IT.has(error.code)),
  )
  if (broken === undefined) return
  const { name, without } = broken.guarantee
  throw new Error(
    `This database does not keep what Bulkhead relies on: ${name}. Without it ${without}. Use Postgres 15 or newer itself; "bulkhead doctor" tries all of it.`,
  )
}
