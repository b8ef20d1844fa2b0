import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PostgresDatabase, type RunningPostgres, startPostgres } from './running-postgres.ts'

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

/** One of the two engines that every suite runs on. */
export interface Engine {
  readonly name: 'pglite' | 'postgres'
  createStore(): Promise<Store>
  /** Stops what {@link Engine.createStore} started. */
  close(): Promise<void>
}

function pglite(): Engine {
  return {
    name: 'pglite',
    async createStore() {
      const directory = mkdtempSync(join(tmpdir(), 'bulkhead-data-'))
      return {
        environment: { BULKHEAD_DATA_DIR: directory },
        remove: () => rmSync(directory, { recursive: true, force: true }),
      }
    },
    async close() {},
  }
}

function postgres(): Engine {
  let running: Promise<RunningPostgres> | undefined
  return {
    name: 'postgres',
    async createStore() {
      running ??= startPostgres()
      const database = await (await running).createDatabase()
      const directory = mkdtempSync(join(tmpdir(), 'bulkhead-data-'))
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
    },
    async close() {
      if (running !== undefined) await (await running).close()
    },
  }
}

/** Both engines; a suite loops over them. `BULKHEAD_TEST_ENGINE=pglite` narrows to one while working. */
export const engines: readonly Engine[] = [pglite(), postgres()].filter(
  ({ name }) => (process.env.BULKHEAD_TEST_ENGINE ?? name) === name,
)
