import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { MigrationConnection } from './migration-connection.ts'
import { type SchemaWait, withSchemaLock } from './schema-lock.ts'
import { getSqlstate } from './sqlstate.ts'

// Own code: Kysely's `Migrator` runs with the role of the login. Here a migration runs with the owner's role, under the
// lock that a starting server takes.

/** Folder of the migrations. */
export const MIGRATIONS = new URL('../../../../migrations/', import.meta.url)

/** Groups of tables that are partitioned by time, by their names in the functions of `0105-calls.sql`. */
export const PARTITIONED = ['calls', 'records', 'keys'] as const

/** First migration of the schema of version 0.1.0. Databases from before it have lower versions. */
const BASELINE = 101
/** Schema version of the baseline. */
const BASELINE_VERSION = 107
/** Last schema version before the baseline, with the same tables. */
const EQUAL_TO_BASELINE = 88
/** The last commit before the baseline. */
const LAST_BEFORE_BASELINE = 'f1065765'

interface Migration {
  version: number
  file: string
}

function migrations(): Migration[] {
  return readdirSync(MIGRATIONS)
    .filter((file) => /^\d{4}-.*\.sql$/.test(file))
    .sort()
    .map((file) => ({ version: Number(file.slice(0, 4)), file }))
}

/** Returns the newest schema version that this code knows. */
export function newestSchemaVersion(): number {
  return migrations().at(-1)?.version ?? 0
}

export interface MigrateOptions extends SchemaWait {
  /** Login that may take the runtime roles. Undefined: the login that migrates. Null: none yet. */
  runtimeLogin?: string | null
  /** Version to stop at. Default: the newest that this code knows. */
  upTo?: number
}

/**
 * Brings the schema to the version of this code, in one transaction per migration and one process at a time.
 *
 * @throws Error if the schema is newer than this code, which would misread it, or if another process holds the lock
 *   for too long.
 */
export async function migrate(
  connection: MigrationConnection,
  { runtimeLogin, upTo = newestSchemaVersion(), ...wait }: MigrateOptions = {},
): Promise<void> {
  const work = async () => {
    await prepare(connection, runtimeLogin)
    const applied = await readApplied(connection)
    // One may have a lower number than the newest that was applied, if another change was merged before it.
    for (const migration of migrations().filter(({ version }) => !applied.has(version) && version <= upTo))
      await apply(connection, migration)
    await grantBackupRole(connection)
    await runAsOwner(connection, 'planner-statistics.sql')
    await addPartitions(connection)
    await stateVersion(connection)
  }
  await withSchemaLock(connection, work, wait)
}

/**
 * Checks the schema for a login that may not change it.
 *
 * @param remedy Instruction for the operator if the schema is older than this code.
 * @throws Error if it is not the schema of this code.
 */
export async function assertMigrated(connection: MigrationConnection, remedy: string): Promise<void> {
  const version = await statedVersion(connection)
  const newest = newestSchemaVersion()
  if (version === undefined) {
    throw new Error(`The database is not migrated, or not for this login. ${remedy}`)
  }
  assertKnown(version)
  if (version < newest) {
    throw new Error(
      `The database has schema version ${version}, but this version of Bulkhead needs ${newest}. ${remedy}`,
    )
  }
}

/**
 * Returns the version of the schema that runtime logins can read. Undefined if there is none, or if this login may not
 * read it.
 */
async function statedVersion(connection: MigrationConnection): Promise<number | undefined> {
  const [found] = await connection.query<{ version: string }>(
    `select substring(obj_description(n.oid, 'pg_namespace') from '^schema version (\\d+)$') as version
     from pg_namespace n, pg_roles r
     where n.nspname = 'bulkhead' and r.rolname = 'bulkhead_nobody' and pg_has_role(session_user, r.oid, 'member')`,
  )
  return found?.version == null ? undefined : Number(found.version)
}

/**
 * Stores the version where every login can read it without a right to any table. A server without the owner's login
 * compares it with its own.
 */
async function stateVersion(connection: MigrationConnection): Promise<void> {
  const version = await schemaVersion(connection)
  await asOwner(connection, () =>
    connection.script(`comment on schema bulkhead is 'schema version ${version}'`),
  )
}

function assertKnown(version: number): void {
  const newest = newestSchemaVersion()
  if (version < BASELINE) {
    throw new Error(
      `The database has schema version ${version}, from before Bulkhead 0.1.0, and cannot be migrated. Back it up with the version that made it, and restore the backup into an empty database with this version: docs/guides/operating.md, "Backup and restore".`,
    )
  }
  if (version <= newest) return
  throw new Error(
    `The database has schema version ${version}, but this version of Bulkhead only knows ${newest}. Start the newer version, or restore a backup made before the upgrade.`,
  )
}

/**
 * Returns the versions of the applied migrations.
 *
 * @throws Error if they are not migrations of this code: of a newer version, or from before the baseline.
 */
async function readApplied(connection: MigrationConnection): Promise<ReadonlySet<number>> {
  const applied = await connection.query<{ version: number }>(
    'select version from bulkhead.schema_migrations',
  )
  const versions = applied.map(({ version }) => version)
  if (versions.length > 0) assertKnown(Math.max(...versions))
  return new Set(versions)
}

/**
 * Returns the schema version of this code that has the tables of an archive.
 *
 * @param version Schema version that the archive states. The last one before the baseline is equal to it.
 * @throws Error that names the archive if it is an older one.
 */
export function toBaseline(version: number, archive: string): number {
  if (version === EQUAL_TO_BASELINE) return BASELINE_VERSION
  if (version >= BASELINE) return version
  throw new Error(
    `${archive} has schema version ${version}, from before Bulkhead 0.1.0. Restore it with commit ${LAST_BEFORE_BASELINE}, make a backup there, and restore that one.`,
  )
}

/** Returns the version of the schema. Undefined if there is none. */
export async function schemaVersion(connection: MigrationConnection): Promise<number | undefined> {
  const [row] = await connection.query<{ exists: boolean }>(
    `select to_regclass('bulkhead.schema_migrations') is not null as exists`,
  )
  if (!row?.exists) return undefined
  const [found] = await connection.query<{ version: number }>(
    'select coalesce(max(version), 0) as version from bulkhead.schema_migrations',
  )
  return found?.version
}

/** Grants the backup role its rights on every existing table; see `archive-rights.sql`. */
export async function grantBackupRole(connection: MigrationConnection): Promise<void> {
  await runAsOwner(connection, 'archive-rights.sql')
}

/** Adds the partitions for rows of the present and the near future. */
async function addPartitions(connection: MigrationConnection): Promise<void> {
  for (const series of PARTITIONED) {
    try {
      await asOwner(connection, () => connection.script(`select add_partitions('${series}')`), 0)
    } catch (error) {
      // Another transaction, such as a backup, has been reading the tables for a long time. Until the job adds
      // partitions, rows go to the last one.
      if (!isInTheWay(error)) throw error
    }
  }
}

async function runAsOwner(connection: MigrationConnection, file: string): Promise<void> {
  const script = readFileSync(new URL(file, MIGRATIONS), 'utf8')
  await asOwner(connection, () => connection.script(script))
}

/** Milliseconds to wait for a lock. It is less than the second after which Postgres looks for a deadlock. */
const LOCK_MS = 300
/** Milliseconds before the transaction is tried again. */
const PAUSE_MS = 100
const GIVE_UP_AFTER_MS = 300_000

/** Returns whether the error means that another transaction held a lock, or waited for a lock of this one. */
function isInTheWay(error: unknown): boolean {
  return ['55P03', '40P01'].includes(getSqlstate(error) ?? '')
}

/**
 * Runs statements in one transaction as the owner. An older server may still run, and its transactions lock the same
 * tables in another order. So this transaction gives up its locks before Postgres ends one of the others for a
 * deadlock, and is tried again.
 *
 * @param giveUpAfterMs Time limit of the attempts.
 */
async function asOwner(
  connection: MigrationConnection,
  work: () => Promise<unknown>,
  giveUpAfterMs = GIVE_UP_AFTER_MS,
): Promise<void> {
  const began = performance.now()
  for (;;) {
    await connection.script(
      `begin; set local role bulkhead_owner; set local search_path = bulkhead; set local lock_timeout = ${LOCK_MS}`,
    )
    try {
      await work()
      await connection.script('commit')
      return
    } catch (error) {
      await connection.script('rollback')
      if (!isInTheWay(error) || performance.now() - began >= giveUpAfterMs) throw error
      await sleep(PAUSE_MS)
    }
  }
}

/** Creates the roles, and lets this login act as the owner and the backup role. */
export async function takeOwnership(connection: MigrationConnection): Promise<void> {
  await connection.script(readFileSync(new URL('roles.sql', MIGRATIONS), 'utf8'))
  const [row] = await connection.query<{ login: string; version: number }>(
    `select session_user::text as login, current_setting('server_version_num')::integer as version`,
  )
  const login = quoted(row?.login ?? '')
  await connection.script(`grant bulkhead_owner to ${login}`)
  // A transaction of this login must set the role to get its rights. Without that, the login must not have them.
  const inheriting = (row?.version ?? 0) >= 160_000 ? ' with inherit false, set true' : ''
  await connection.script(`grant bulkhead_archivist to ${login}${inheriting}`)
}

async function prepare(
  connection: MigrationConnection,
  runtimeLogin: string | null | undefined,
): Promise<void> {
  await takeOwnership(connection)
  if (runtimeLogin !== null) {
    const runtime = runtimeLogin === undefined ? 'session_user' : quoted(runtimeLogin)
    await connection.script(
      `grant bulkhead_nobody, bulkhead_workspace, bulkhead_organization, bulkhead_member, bulkhead_authenticator, bulkhead_operator, bulkhead_identity to ${runtime}`,
    )
  }
  await connection.script(`do $$ begin
    if to_regnamespace('identity') is null then create schema identity authorization bulkhead_owner; end if;
  end $$`)
  if ((await schemaVersion(connection)) !== undefined) return
  await connection.script(`
    create schema if not exists bulkhead authorization bulkhead_owner;
    set role bulkhead_owner;
    create table if not exists bulkhead.schema_migrations (
      version integer primary key, file text not null, applied_at timestamptz not null default now()
    );
    comment on table bulkhead.schema_migrations is 'An applied migration.';
    reset role;
  `)
}

async function apply(connection: MigrationConnection, { version, file }: Migration): Promise<void> {
  const script = readFileSync(new URL(file, MIGRATIONS), 'utf8')
  try {
    await asOwner(connection, async () => {
      await connection.script(script)
      await connection.query('insert into bulkhead.schema_migrations (version, file) values ($1, $2)', [
        version,
        file,
      ])
    })
  } catch (cause) {
    throw new Error(`Migration ${file} failed and was rolled back.`, { cause })
  }
}

function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`
}
