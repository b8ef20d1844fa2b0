import { sql } from 'kysely'
import type { ConfinedTransaction } from './roles/confine.ts'

/**
 * Deletes rows by the columns of their key, all of them UUIDs. The keys are passed as parameters and not as a subquery:
 * a planner without statistics would run a subquery once per row.
 *
 * @param rows Rows with these columns. Further columns are ignored.
 */
export async function deleteRows<Column extends string>(
  tx: ConfinedTransaction,
  table: string,
  key: readonly Column[],
  rows: readonly Readonly<Record<Column, string>>[],
): Promise<void> {
  if (rows.length === 0) return
  const values = key.map((column) => sql`${rows.map((row) => row[column])}::uuid[]`)
  const isDue = key.map((column) => sql`${sql.ref(`r.${column}`)} = ${sql.ref(`due.${column}`)}`)
  await sql`
    delete from ${sql.table(table)} r
    using unnest(${sql.join(values)}) as due (${sql.join(key.map((column) => sql.ref(column)))})
    where ${sql.join(isDue, sql` and `)}`.execute(tx)
}
