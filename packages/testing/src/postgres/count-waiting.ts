import type pg from 'pg'

/** Returns the number of connections to the client's database that wait for a lock. */
export async function countWaiting(client: pg.Client): Promise<number> {
  const { rowCount } = await client.query(
    `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
  )
  return rowCount ?? 0
}
