import { readdirSync, readFileSync } from 'node:fs'

const FOLDER = new URL('../../migrations/', import.meta.url)
/** Any constant: all processes of this project agree on it. */
const ADVISORY_LOCK = 4_747_001

/** A connection that owns the schema, or may make it. */
export interface MigrationConnection {
  query<Row>(sql: string, parameters?: unknown[]): Promise<Row[]>
  /** Runs several statements. */
  script(sql: string): Promise<unknown>
}

interface Migration {
  version: number
  file: string
}

function migrations(): Migration[] {
  return readdirSync(FOLDER)
    .filter((file) => /^\d{4}-.*\.sql$/.test(file))
    .sort()
    .map((file) => ({ version: Number(file.slice(0, 4)), file }))
}

/**
 * Brings the schema to the version of this code, one transaction per migration, one process at a time.
 *
 * @param runtimeLogin The login that may take the runtime roles, where it is another one than migrates.
 * @throws Error when the schema is newer than this code: an older server would misread it.
 */
export async function migrate(connection: MigrationConnection, runtimeLogin?: string): Promise<void> {
  await connection.query('select pg_advisory_lock($1)', [ADVISORY_LOCK])
  try {
    await prepare(connection, runtimeLogin)
    const known = migrations()
    const [{ version: current }] = (await connection.query<{ version: number }>(
      'select coalesce(max(version), 0) as version from bulkhead.schema_migrations',
    )) as [{ version: number }]
    const newest = known.at(-1)?.version ?? 0
    if (current > newest) {
      throw new Error(
        `The database has schema version ${current}, and this version of Bulkhead knows ${newest}. Start the newer version, or restore a backup made before the upgrade.`,
      )
    }
    for (const migration of known.filter(({ version }) => version > current))
      await apply(connection, migration)
  } finally {
    await connection.query('select pg_advisory_unlock($1)', [ADVISORY_LOCK])
  }
}

async function prepare(connection: MigrationConnection, runtimeLogin: string | undefined): Promise<void> {
  await connection.script(readFileSync(new URL('roles.sql', FOLDER), 'utf8'))
  const [row] = await connection.query<{ login: string; exists: boolean }>(
    `select session_user::text as login, to_regclass('bulkhead.schema_migrations') is not null as exists`,
  )
  const migrator = quoted(row?.login ?? '')
  const runtime = quoted(runtimeLogin ?? row?.login ?? '')
  await connection.script(`grant bulkhead_owner to ${migrator}`)
  await connection.script(
    `grant bulkhead_nobody, bulkhead_workspace, bulkhead_organization, bulkhead_authenticator, bulkhead_operator to ${runtime}`,
  )
  if (row?.exists) return
  await connection.script(`
    create schema if not exists bulkhead authorization bulkhead_owner;
    set role bulkhead_owner;
    create table if not exists bulkhead.schema_migrations (
      version integer primary key, file text not null, applied_at timestamptz not null default now()
    );
    reset role;
  `)
}

async function apply(connection: MigrationConnection, { version, file }: Migration): Promise<void> {
  await connection.script('begin; set local role bulkhead_owner; set local search_path = bulkhead')
  try {
    await connection.script(readFileSync(new URL(file, FOLDER), 'utf8'))
    await connection.query('insert into bulkhead.schema_migrations (version, file) values ($1, $2)', [
      version,
      file,
    ])
    await connection.script('commit')
  } catch (error) {
    await connection.script('rollback')
    throw new Error(`Migration ${file} failed and was rolled back.`, { cause: error })
  }
}

function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`
}
