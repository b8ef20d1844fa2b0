import type pg from 'pg'
import { isPooled } from './find-pooling.ts'
import { connectPostgres } from './owner-connection.ts'

/** SQLSTATEs from a pooler that mixes up the prepared statements of its clients. */
const MIXED_UP: ReadonlySet<string | undefined> = new Set(['42P05', '26000'])
const ROUNDS = 5

/**
 * Checks that `url` and `direct` lead to the same database, and that a pooler in between keeps the prepared statements
 * of its clients apart.
 *
 * @throws Error that says what to set.
 */
export async function assertPooler(url: string, direct: pg.Client): Promise<void> {
  await using opened = new AsyncDisposableStack()
  const connect = async () => {
    const client = await connectPostgres(url, 'BULKHEAD_DATABASE_URL')
    opened.defer(() => client.end())
    return client
  }
  const first = await connect()
  if ((await getPlace(first)) !== (await getPlace(direct)))
    throw new Error(
      'BULKHEAD_DATABASE_URL and BULKHEAD_DATABASE_DIRECT_URL lead to different servers, databases or logins. Both must lead to the same.',
    )
  if (!(await isPooled(first)) || (await keepsPrepared(first, await connect()))) return
  throw new Error(
    'The pooler of BULKHEAD_DATABASE_URL mixes up the prepared statements of its clients. Use PgBouncer 1.21 or newer, with max_prepared_statements = 200.',
  )
}

/**
 * Prepares a different statement under the same name on two clients, and runs both.
 *
 * @returns Whether each client ran its own.
 */
async function keepsPrepared(first: pg.Client, second: pg.Client): Promise<boolean> {
  try {
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [at, client] of [first, second].entries()) {
        const { rows } = await client.query({ name: 'bulkhead_check', text: `select ${at} as at` })
        if (rows[0]?.at !== at) return false
      }
    return true
  } catch (error) {
    if (MIXED_UP.has((error as { code?: string }).code)) return false
    throw error
  }
}

/** Returns a string that identifies server, database and login. */
async function getPlace(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ place: string }>(
    `select concat_ws('/', pg_postmaster_start_time(), current_database(), session_user) as place`,
  )
  return rows[0]?.place ?? ''
}
