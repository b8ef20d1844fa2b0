import pg from 'pg'

/**
 * Modes of a connection to Postgres: direct, through a pooler with one server connection per client, or through one
 * that may change it per transaction.
 */
export type Pooling = 'none' | 'session' | 'transaction'

/**
 * Time limit of a connection for a start, a migration or a command of the operator. Longer than that of requests: on a
 * busy machine Postgres takes seconds to fork a process.
 */
export const OWNER_CONNECT_TIMEOUT_MS = 15_000
/** Time limit of a query: a pooler without a free server connection lets the second client wait. */
const QUERY_TIMEOUT_MS = 3_000
const ROUNDS = 4

/**
 * Returns whether a pooler is in between: the process id in the connection's start-up message is then not that of the
 * server process that runs queries.
 */
export async function isPooled(client: pg.Client): Promise<boolean> {
  return (await getBackend(client)) !== (client as unknown as { readonly processID: number }).processID
}

/**
 * Finds out how `url` leads to Postgres. A pooler in transaction mode gives two idle clients the same server
 * connection.
 */
export async function findPooling(url: string): Promise<Pooling> {
  await using opened = new AsyncDisposableStack()
  const connect = async () => {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: OWNER_CONNECT_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      application_name: 'bulkhead check',
    })
    client.on('error', () => {})
    await client.connect()
    opened.defer(() => client.end().catch(() => {}))
    return client
  }
  const first = await connect()
  if (!(await isPooled(first))) return 'none'
  const second = await connect()
  const [firsts, seconds] = [new Set<number>(), new Set<number>()]
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      firsts.add(await getBackend(first))
      seconds.add(await getBackend(second))
    }
  } catch (error) {
    // The first client holds the pooler's only server connection.
    if (/timeout/i.test((error as Error).message)) return 'session'
    throw error
  }
  const isShared = firsts.size > 1 || seconds.size > 1 || !firsts.isDisjointFrom(seconds)
  return isShared ? 'transaction' : 'session'
}

async function getBackend(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return rows[0]?.pid ?? 0
}
