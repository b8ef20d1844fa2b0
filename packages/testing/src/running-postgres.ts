import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { EmbeddedPostgres } from './embedded-postgres.ts'
import { freePort } from './free-port.ts'

/** A Postgres of its own, started by the test. */
export interface RunningPostgres {
  /** As its superuser. */
  readonly adminUrl: string
  /** Makes a database with an owner login and a runtime login as the design wants them. */
  createDatabase(): Promise<PostgresDatabase>
  close(): Promise<void>
}

export interface PostgresDatabase {
  /** The runtime login. */
  readonly url: string
  /** The login that migrates. */
  readonly ownerUrl: string
  /** The superuser, in this database. */
  readonly adminUrl: string
}

/** Starts Postgres 18 in a temporary directory, on a free port of 127.0.0.1. */
export async function startPostgres(): Promise<RunningPostgres> {
  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-postgres-'))
  // Postgres refuses to run as root: then it runs as a user of its own, who has to get in.
  chmodSync(directory, 0o755)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(directory, 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: [
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'max_connections=200',
      '-c',
      'unix_socket_directories=',
    ],
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  const urlOf = (user: string, database: string) => `postgres://${user}:${user}@127.0.0.1:${port}/${database}`
  const adminUrl = urlOf('postgres', 'postgres')
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  await admin.query(`create role house_owner login createrole password 'house_owner'`)
  await admin.query(`create role house login noinherit password 'house'`)
  let made = 0
  return {
    adminUrl,
    async createDatabase() {
      made += 1
      const name = `house_${made}`
      await admin.query(`create database ${name} owner house_owner`)
      return {
        url: urlOf('house', name),
        ownerUrl: urlOf('house_owner', name),
        adminUrl: urlOf('postgres', name),
      }
    },
    async close() {
      await admin.end()
      await server.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
