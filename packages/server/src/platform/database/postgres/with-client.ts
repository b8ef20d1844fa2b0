import type pg from 'pg'

/**
 * Lends one connection of a pool to `work`, which may give it any role.
 *
 * @param reset Statements after which it goes back to the pool. If they fail it is ended: nobody is to get a connection
 *   that can do more than it should.
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
