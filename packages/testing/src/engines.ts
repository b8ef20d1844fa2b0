import { randomBytes } from 'node:crypto'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeEmbeddedTemplate } from '@bulkhead/server/platform/database/pglite/make-embedded-template'
import { type PgBouncer, startPgBouncer } from './postgres/pgbouncer.ts'
import {
  joinPostgres,
  type PostgresDatabase,
  type PostgresOptions,
  type RunningPostgres,
  startPostgres,
} from './postgres/running-postgres.ts'
import { newStoreFolder } from './store-folder.ts'

/** URL of the cluster that `npm test` started for all of its processes. Undefined if a file runs alone. */
const SHARED_POSTGRES = process.env.BULKHEAD_TEST_POSTGRES
/** Files of an embedded database that `npm test` prepared once for all of its processes. */
const SHARED_PGLITE = process.env.BULKHEAD_TEST_PGLITE

/** Environment variables that point a server at a fresh store. */
export type StoreEnvironment = Readonly<Record<string, string>>

/** Fresh store for one or several servers, created and removed by the test. */
export interface Store {
  readonly environment: StoreEnvironment
  readonly postgres?: PostgresDatabase
  /** Removes the data directory. On Postgres, closing the engine removes the database. */
  remove(): void
}

export interface Engine {
  readonly name: 'pglite' | 'postgres'
  /** Creates a store with the current schema and no rows. An embedded store gets it when it is opened. */
  createStore(): Promise<Store>
  /** Creates a store without any schema. */
  createEmptyStore(): Promise<Store>
  /** Stops and removes what the stores needed. A store that is created later starts it again. */
  close(): Promise<void>
}

function pglite(): Engine {
  const createEmptyStore = async () => {
    const directory = newStoreFolder('data')
    return {
      environment: { BULKHEAD_DATA_DIR: directory },
      remove: () => rmSync(directory, { recursive: true, force: true }),
    }
  }
  return {
    name: 'pglite',
    async createStore() {
      const store = await createEmptyStore()
      if (SHARED_PGLITE !== undefined)
        cpSync(SHARED_PGLITE, join(store.environment.BULKHEAD_DATA_DIR, 'database'), { recursive: true })
      // A server creates the files if there are none.
      else await makeEmbeddedTemplate()
      return store
    },
    createEmptyStore,
    async close() {},
  }
}

function postgres(open: () => Promise<RunningPostgres>): Engine {
  let running: Promise<RunningPostgres> | undefined
  const start = () => {
    running ??= open()
    return running
  }
  const poolers: PgBouncer[] = []
  /** Returns the URLs of the login that runs the server, through a pooler of its own if one is asked for. */
  const getUrls = async ({ url }: PostgresDatabase) => {
    if (process.env.BULKHEAD_TEST_POOLER !== 'pgbouncer') return { BULKHEAD_DATABASE_URL: url }
    const pooler = await startPgBouncer({ url, logins: [url] })
    poolers.push(pooler)
    return { BULKHEAD_DATABASE_URL: pooler.through(url), BULKHEAD_DATABASE_DIRECT_URL: url }
  }
  const storeOn = async (database: PostgresDatabase): Promise<Store> => {
    const directory = newStoreFolder('data')
    return {
      postgres: database,
      environment: {
        BULKHEAD_DATA_DIR: directory,
        ...(await getUrls(database)),
        BULKHEAD_DATABASE_OWNER_URL: database.ownerUrl,
        BULKHEAD_KEY: `1:${randomBytes(32).toString('base64')}`,
      },
      remove: () => rmSync(directory, { recursive: true, force: true }),
    }
  }
  return {
    name: 'postgres',
    createStore: async () => storeOn(await (await start()).createMigrated()),
    createEmptyStore: async () => storeOn(await (await start()).createDatabase()),
    async close() {
      const closing = running
      running = undefined
      await Promise.all(poolers.splice(0).map((pooler) => pooler.close()))
      await (await closing)?.close()
    },
  }
}

/**
 * Both engines: for the walls, the database's own suites, and tests of what one engine does. `BULKHEAD_TEST_ENGINE=pglite`
 * selects one while you work. `BULKHEAD_TEST_POOLER=pgbouncer` puts Debian's PgBouncer, in transaction mode, in front of
 * each Postgres database.
 */
export const bothEngines: readonly Engine[] = narrowed([
  pglite(),
  postgres(() => (SHARED_POSTGRES === undefined ? startPostgres() : joinPostgres(SHARED_POSTGRES))),
])

/** Postgres, for all other suites to loop over. The nightly set (`--both`) runs them on both engines. */
export const engines: readonly Engine[] =
  process.env.BULKHEAD_TEST_ENGINE !== undefined || process.env.BULKHEAD_TEST_BOTH !== undefined
    ? bothEngines
    : bothEngines.slice(-1)

/** Both engines for a suite that inspects the whole cluster, with a Postgres cluster of its own. */
export const lonelyEngines: readonly Engine[] = narrowed([pglite(), postgres(() => startPostgres())])

/** Returns an engine on its own Postgres cluster, of a given version or with given settings. */
export function getPostgres(options: PostgresOptions): Engine {
  return postgres(() => startPostgres(options))
}

function narrowed(all: readonly Engine[]): readonly Engine[] {
  return all.filter(({ name }) => (process.env.BULKHEAD_TEST_ENGINE ?? name) === name)
}
