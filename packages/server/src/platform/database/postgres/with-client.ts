import type pg from 'pg'

/**
 * Lends one connection of a pool to `work`, which may give it any role.
 *
 * @param reset Statements that run before the connection goes back to the pool. If they fail, the connection is
 *   ended, so that no later user has more rights than it should.
 */
export async function withClient<T>(
  pool: pg.Pool,
  reset: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let isReset = false
  try {
    return await work(client)
  } finally {
    await client.query(reset).then(
      () => {
        isReset = true
      },
      () => {},
    )
    client.release(!isReset)
  }
}
