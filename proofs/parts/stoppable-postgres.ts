import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@bulkhead/testing/free-port'
import { createCluster } from '@bulkhead/testing/postgres/postgres-cluster'
import pg from 'pg'

/** Postgres that a proof stops and starts again over the same files. */
export interface StoppablePostgres {
  /** Settings that point a server at its database. */
  readonly environment: Readonly<Record<string, string>>
  /** Ends every connection of the server's login. Returns their number. */
  terminateBackends(): Promise<number>
  query(sql: string): Promise<Record<string, unknown>[]>
  /**
   * Stops Postgres. `fast` disconnects its clients and writes everything; `immediate` is a crash, and the next start
   * recovers.
   */
  stop(how: 'fast' | 'immediate'): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

/** Starts Postgres 18 on a port that stays the same. */
export async function startStoppablePostgres(key: string): Promise<StoppablePostgres> {
  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-stoppable-'))
  chmodSync(directory, 0o755)
  const port = await freePort()
  const toUrl = (user: string, database: string) => `postgres://${user}:${user}@127.0.0.1:${port}/${database}`
  const server = await createCluster({
    directory: join(directory, 'data'),
    port,
    initFlags: ['--encoding=UTF8', '--locale=C'],
    flags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
  })
  await server.start()
  await asAdmin('postgres', async (client) => {
    await client.query(`create role house_owner login createrole password 'house_owner'`)
    await client.query(`create role house login noinherit password 'house'`)
    await client.query('create database house owner house_owner')
  })

  async function asAdmin<T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: toUrl('postgres', database) })
    client.on('error', () => {})
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }

  return {
    environment: {
      BULKHEAD_DATABASE_URL: toUrl('house', 'house'),
      BULKHEAD_DATABASE_OWNER_URL: toUrl('house_owner', 'house'),
      BULKHEAD_KEY: key,
    },
    terminateBackends: () =>
      asAdmin('postgres', async (client) => {
        const { rowCount } = await client.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'house'`,
        )
        return rowCount ?? 0
      }),
    query: (sql) => asAdmin('house', async (client) => (await client.query(sql)).rows),
    stop: (how) => server.stop(how),
    start: () => server.start(),
    async close() {
      await server.stop().catch(() => {})
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
