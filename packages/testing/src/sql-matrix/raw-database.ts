import { confinedPGlite } from '@bulkhead/server/platform/database/pglite/open-pglite'
import { openPostgres } from '@bulkhead/server/platform/database/postgres/open-postgres'
import type { Database } from '@bulkhead/server/platform/database/roles/confine'
import pg from 'pg'
import pino from 'pino'
import type { Engine } from '#engines'
import { openMigratedPGlite } from '#migrated-pglite'

/** Result of one statement. */
export interface RawResult {
  readonly rows: readonly Record<string, unknown>[]
  readonly affected: number
}

/** Result of a transaction: the result of its last statement, or the SQLSTATE of its failure. */
export type Attempt = RawResult | { readonly sqlstate: string; readonly message: string }

/** Login of a session: the one that serves requests, or the one that migrates. */
export type Login = 'runtime' | 'owner'

/** Migrated database, both restricted as for the server and open to plain SQL. */
export interface RawDatabase {
  readonly engine: Engine['name']
  /** Database as the server uses it. */
  readonly database: Database
  /** Runs statements in a transaction of a raw session, which is rolled back. */
  attempt(login: Login, statements: readonly string[]): Promise<Attempt>
  /** Runs a script as the superuser, whom no policy restricts. Returns the result of its last statement. */
  admin(script: string): Promise<RawResult>
  close(): Promise<void>
}

/** Opens a fresh database on `engine`, migrated in the same way as by a server. */
export async function openRawDatabase(engine: Engine): Promise<RawDatabase> {
  if (engine.name === 'pglite') return openRawPGlite()
  const opened: (() => Promise<void>)[] = []
  try {
    return await openRawPostgres(engine, opened)
  } catch (error) {
    // If opening fails, the suite has nothing to close, and an open part would keep the test process alive.
    for (const close of opened) await close()
    await engine.close()
    throw error
  }
}

/** Opens PGlite, whose single session the server and the tests share. */
async function openRawPGlite(): Promise<RawDatabase> {
  const pglite = await openMigratedPGlite()
  const database = await confinedPGlite(pglite)
  const run = async (script: string) =>
    (await pglite.exec(script)).map(({ rows, affectedRows = 0 }) => ({ rows, affected: affectedRows }))
  return {
    engine: 'pglite',
    database,
    attempt: (_login, statements) => attempt(run, statements),
    async admin(script) {
      await run('reset role')
      try {
        return last(await run(script))
      } finally {
        await run('set role bulkhead_nobody')
      }
    },
    close: () => database.close(),
  }
}

/**
 * Opens a database on Postgres. @param opened Receives a function that closes each part, as soon as the part is open.
 */
async function openRawPostgres(engine: Engine, opened: (() => Promise<void>)[]): Promise<RawDatabase> {
  const { postgres } = await engine.createStore()
  if (postgres === undefined) throw new Error('This engine has no Postgres.')
  const { url, ownerUrl, adminUrl } = postgres
  const database = await openPostgres({ url, ownerUrl, log: pino({ level: 'silent' }) })
  opened.push(() => database.close())
  const connect = async (connectionString: string, options: string) => {
    const client = new pg.Client({ connectionString, options })
    await client.connect()
    opened.unshift(() => client.end())
    return client
  }
  const clients = {
    runtime: await connect(url, '-c role=bulkhead_nobody -c search_path=bulkhead'),
    owner: await connect(ownerUrl, '-c search_path=bulkhead'),
    admin: await connect(adminUrl, '-c search_path=bulkhead'),
  }
  const run = (client: pg.Client) => async (script: string) =>
    [await client.query(script)].flat().map(({ rows, rowCount }) => ({ rows, affected: rowCount ?? 0 }))
  return {
    engine: 'postgres',
    database,
    attempt: (login, statements) => attempt(run(clients[login]), statements),
    admin: async (script) => last(await run(clients.admin)(script)),
    async close() {
      for (const close of opened) await close()
    },
  }
}

async function attempt(
  run: (script: string) => Promise<RawResult[]>,
  statements: readonly string[],
): Promise<Attempt> {
  try {
    const results = await run(['begin', ...statements, 'rollback'].join(';\n'))
    return results.at(-2) as RawResult
  } catch (error) {
    await run('rollback')
    const { code, message } = error as { code?: string; message: string }
    return { sqlstate: code ?? '', message }
  }
}

function last(results: readonly RawResult[]): RawResult {
  return results.at(-1) ?? { rows: [], affected: 0 }
}
