import type pg from 'pg'
import { isPooled } from './find-pooling.ts'
import { connectPostgres } from './owner-connection.ts'

/** SQLSTATEs from a pooler that does not keep clients' prepared statements apart. */
const MIXED_UP: ReadonlySet<string | undefined> = new Set(['42P05', '26000'])
const ROUNDS = 5

/**
 * Checks that `url` leads to where `direct` does, and that a pooler on the way keeps prepared statements apart.
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

/** Each of two clients prepares another statement under one name, and has it run. */
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

/** Server, database and login. */
async function getPlace(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ place: string }>(
    `select concat_ws('/', pg_postmaster_start_time(), current_database(), session_user) as place`,
  )
  return rows[0]?.place ?? ''
}
