import { randomBytes } from 'node:crypto'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeEmbeddedTemplate } from '@bulkhead/server/platform/database/pglite/make-embedded-template'
import {
  joinPostgres,
  type PostgresDatabase,
  type PostgresOptions,
  type RunningPostgres,
  startPostgres,
} from './postgres/running-postgres.ts'
import { newStoreFolder } from './store-folder.ts'

/** The cluster that `npm test` started for all of its processes; undefined where a file runs alone. */
const SHARED_POSTGRES = process.env.BULKHEAD_TEST_POSTGRES
/** The files of an embedded database that `npm test` laid down once for all of its processes. */
const SHARED_PGLITE = process.env.BULKHEAD_TEST_PGLITE

/** Settings that point a server at a fresh store, as environment variables. */
export type StoreEnvironment = Readonly<Record<string, string>>

/** A fresh store for one server or several, made and removed by the test. */
export interface Store {
  readonly environment: StoreEnvironment
  /** Present on Postgres. */
  readonly postgres?: PostgresDatabase
  /** Removes the data directory; on Postgres the database goes with its server. */
  remove(): void
}

/** Engine that every suite runs on, one of two. */
export interface Engine {
  readonly name: 'pglite' | 'postgres'
  /** Makes a store that has the schema of this code and no row; an embedded one gets it when it is opened. */
  createStore(): Promise<Store>
  /** Makes a store that nothing was ever done to. */
  createEmptyStore(): Promise<Store>
  /** Stops and removes what the stores needed. A store that is made later starts it again. */
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
      // A server lays it down where there is nothing.
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
  const storeOn = (database: PostgresDatabase): Store => {
    const directory = newStoreFolder('data')
    return {
      postgres: database,
      environment: {
        BULKHEAD_DATA_DIR: directory,
        BULKHEAD_DATABASE_URL: database.url,
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
      await (await closing)?.close()
    },
  }
}

/** Both engines; a suite loops over them. `BULKHEAD_TEST_ENGINE=pglite` narrows to one while working. */
export const engines: readonly Engine[] = narrowed([
  pglite(),
  postgres(() => (SHARED_POSTGRES === undefined ? startPostgres() : joinPostgres(SHARED_POSTGRES))),
])

/** The same for a suite that looks at the whole cluster, which is its own on Postgres. */
export const lonelyEngines: readonly Engine[] = narrowed([pglite(), postgres(() => startPostgres())])

/** An engine on a Postgres of its own, of a certain version or with certain settings. */
export function getPostgres(options: PostgresOptions): Engine {
  return postgres(() => startPostgres(options))
}

function narrowed(all: readonly Engine[]): readonly Engine[] {
  return all.filter(({ name }) => (process.env.BULKHEAD_TEST_ENGINE ?? name) === name)
}
