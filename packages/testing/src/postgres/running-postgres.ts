import { randomBytes } from 'node:crypto'
import { chmodSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { connectOwner } from '@bulkhead/server/platform/database/postgres/owner-connection'
import { migrate } from '@bulkhead/server/platform/database/schema/migrate'
import pg from 'pg'
import { freePort } from '#free-port'
import { newStoreFolder } from '#store-folder'
import { createCluster } from './postgres-cluster.ts'
import { getBinaries, getTestMajor, type PostgresMajor } from './postgres-versions.ts'

/** Postgres cluster that a test uses. */
export interface RunningPostgres {
  /** Connection URL of the superuser. */
  readonly adminUrl: string
  /** Creates an empty database with an owner login and a runtime login, as a server requires them. */
  createDatabase(): Promise<PostgresDatabase>
  /** Creates a database with the current schema, as a copy of a template that was migrated once. */
  createMigrated(): Promise<PostgresDatabase>
  /** Creates the template of {@link RunningPostgres.createMigrated}, before other processes join. */
  makeTemplate(): Promise<void>
  close(): Promise<void>
}

export interface PostgresDatabase {
  /** URL of the runtime login, which no other database has. */
  readonly url: string
  /** URL of the login that migrates. */
  readonly ownerUrl: string
  readonly adminUrl: string
  /** Name of the runtime login. */
  readonly login: string
}

/** Name of the database that migrated ones are copies of. */
const TEMPLATE = 'house_template'

export interface PostgresOptions {
  /** Default: the version that tests use. */
  readonly major?: PostgresMajor
  /** Settings of Postgres, such as `shared_buffers`. */
  readonly settings?: Readonly<Record<string, string>>
}

/** Starts Postgres in a temporary directory, on a free port of 127.0.0.1. */
export async function startPostgres({
  major = getTestMajor(),
  settings = {},
}: PostgresOptions = {}): Promise<RunningPostgres> {
  const binaries = getBinaries(major)
  const directory = newStoreFolder('postgres')
  // Postgres refuses to run as root. It then runs as another user, who must be able to enter.
  chmodSync(directory, 0o755)
  const port = await freePort()
  const server = await createCluster({
    directory: join(directory, 'data'),
    port,
    ...(binaries !== undefined && { binaries }),
    initFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    flags: [
      ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      // Every test file has several connection pools at once.
      ...['-c', 'max_connections=400'],
      // A login may begin before tests on the embedded engine, which can block the event loop for minutes.
      ...['-c', 'authentication_timeout=600'],
      // No test simulates a power failure.
      ...['-c', 'fsync=off', '-c', 'full_page_writes=off'],
      // Every connection checks a password, by 4,096 hashes unless told otherwise. Postgres 15 has no such setting.
      ...(major >= 16 ? ['-c', 'scram_iterations=1'] : []),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
  })
  await server.start()
  const adminUrl = `postgres://postgres:postgres@127.0.0.1:${port}/postgres`
  const admin = await connect(adminUrl)
  await admin.query(`create role house_owner login createrole password 'house_owner'`)
  await admin.end()
  const { close, ...databases } = await joinPostgres(adminUrl)
  return {
    ...databases,
    async close() {
      await close()
      await server.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/**
 * Creates databases in a cluster that {@link startPostgres} started, here or in another process.
 *
 * @returns A cluster that keeps running when this is closed. Closing deletes the databases.
 */
export async function joinPostgres(adminUrl: string): Promise<RunningPostgres> {
  const admin = await connect(adminUrl)
  const toUrl = (user: string, database: string) => {
    const url = new URL(adminUrl)
    url.username = user
    url.password = user
    url.pathname = database
    return url.href
  }
  const made: string[] = []

  async function create(more: string): Promise<PostgresDatabase> {
    // Other processes create databases in the same cluster.
    const name = `house_${randomBytes(6).toString('hex')}`
    await admin.query(`create role ${name} login noinherit password '${name}'`)
    await admin.query(`create database ${name} owner house_owner ${more}`)
    made.push(name)
    return {
      url: toUrl(name, name),
      ownerUrl: toUrl('house_owner', name),
      adminUrl: toUrl('postgres', name),
      login: name,
    }
  }

  async function migrateTemplate(): Promise<void> {
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [TEMPLATE])
    if (rowCount === 1) return
    await admin.query(`create database ${TEMPLATE} owner house_owner`)
    const owner = await connectOwner(toUrl('house_owner', TEMPLATE))
    try {
      await migrate(owner, { runtimeLogin: null })
    } finally {
      await owner.close()
    }
  }

  let template: Promise<void> | undefined
  const makeTemplate = () => {
    template ??= migrateTemplate()
    return template
  }
  return {
    adminUrl,
    createDatabase: () => create(''),
    makeTemplate,
    async createMigrated() {
      await makeTemplate()
      return create(`template ${TEMPLATE} strategy file_copy`)
    },
    async close() {
      for (const name of made) {
        await admin.query(`drop database ${name} with (force)`)
        await admin.query(`drop role ${name}`)
      }
      await admin.end()
    },
  }
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString })
  // A cluster that was stopped by a signal ends its connections. Later queries reject.
  client.on('error', () => {})
  await client.connect()
  return client
}
