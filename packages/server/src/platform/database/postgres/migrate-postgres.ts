import type pg from 'pg'
import type { Log } from '#platform/log'
import { assertMigrated, migrate, newestSchemaVersion } from '../schema/migrate.ts'
import { assertPooler } from './assert-pooler.ts'
import { tryGuarantees } from './guarantees.ts'
import { connectDirect, connectOwner, getOwnerConnection, type OwnerConnection } from './owner-connection.ts'

/** SQLSTATEs of a database that lacks a function or command. Any other error may be temporary. */
const UNKNOWN_TO_IT: ReadonlySet<string | undefined> = new Set(['0A000', '42601', '42883'])

const INSUFFICIENT_PRIVILEGE = '42501'

/** Properties of a Postgres login on which tenant isolation depends. */
interface Login {
  readonly rolname: string
  readonly rolsuper: boolean
  readonly rolbypassrls: boolean
  readonly rolinherit: boolean
  readonly rolcreaterole: boolean
  /** Whether the login may act as the owner of the tables. */
  readonly owns: boolean
}

/** URLs of one database. */
export interface PostgresUrls {
  readonly url: string
  readonly directUrl: string | undefined
  readonly ownerUrl: string | undefined
}

/**
 * Brings a database to the schema of this code before a server uses it. Without `ownerUrl`, the runtime login migrates
 * if it may. Otherwise the schema must be up to date already.
 *
 * @throws Error that says what to run or to set. Thrown if the schema is not up to date, or if row-level security
 *   would not confine the runtime login.
 */
export async function preparePostgres({ url, directUrl, ownerUrl }: PostgresUrls, log: Log): Promise<void> {
  await using opened = new AsyncDisposableStack()
  const connect = async (...from: Parameters<typeof connectDirect>) => {
    const client = await connectDirect(...from)
    opened.defer(() => client.end())
    return client
  }
  const ownerClient =
    ownerUrl === undefined ? undefined : await connect(ownerUrl, 'BULKHEAD_DATABASE_OWNER_URL')
  const connectRuntime = () =>
    directUrl === undefined
      ? connect(url, 'BULKHEAD_DATABASE_URL')
      : connect(directUrl, 'BULKHEAD_DATABASE_DIRECT_URL')
  const runtimeClient = await connectRuntime()
  await assertGuarantees(runtimeClient, ownerClient ?? (await connectRuntime()))
  if (directUrl !== undefined) await assertPooler(url, runtimeClient)
  const owner = ownerClient && getOwnerConnection(ownerClient)
  const runtime = getOwnerConnection(runtimeClient)
  const login = await findLogin(runtime)
  if (directUrl !== undefined && login.owns)
    throw new Error(
      `The login "${login.rolname}" owns the tables, and through a pooler each connection starts with its rights. Give the server a separate login, and set BULKHEAD_DATABASE_OWNER_URL to the one that owns the tables.`,
    )
  const onWait = (message: string) => log.warn(message)
  if (owner !== undefined) {
    assertConfined(login)
    // Awaited, because the connections would be closed before otherwise.
    return await migrate(owner, { runtimeLogin: login.rolname, onWait })
  }
  assertNoSuperuser(login)
  const remedy = `The login "${login.rolname}" may not migrate. Run "bulkhead operator migrate" once, with BULKHEAD_DATABASE_OWNER_URL set to a login that may, or set BULKHEAD_DATABASE_OWNER_URL for this server.`
  if (!login.rolcreaterole && !login.owns) {
    assertConfined(login)
    return await assertMigrated(runtime, remedy)
  }
  try {
    await migrate(runtime, { onWait })
  } catch (cause) {
    if ((cause as { code?: unknown }).code !== INSUFFICIENT_PRIVILEGE) throw cause
    throw new Error(remedy, { cause })
  }
  log.warn(
    'BULKHEAD_DATABASE_OWNER_URL is not set: the runtime login owns the tables and migrates. See docs/concepts/architecture.md.',
  )
}

/** Result of {@link migrateForLogin}. */
export interface Migrated {
  readonly into: string
  /** Login that may run a server on the database. */
  readonly login: string
  readonly schema_version: number
}

/**
 * Brings a database to the schema of this code as the migrating login, for a server that runs with another login.
 *
 * @throws Error if there is no such login, or if row-level security would not confine it.
 */
export async function migrateForLogin(
  ownerUrl: string,
  runtimeLogin: string,
  onWait?: (message: string) => void,
): Promise<Migrated> {
  const owner = await connectOwner(ownerUrl, 'BULKHEAD_DATABASE_OWNER_URL')
  try {
    const login = await findLogin(owner, runtimeLogin)
    assertConfined(login)
    await migrate(owner, { runtimeLogin: login.rolname, onWait })
    const { host, pathname } = new URL(ownerUrl)
    return { into: `${host}${pathname}`, login: login.rolname, schema_version: newestSchemaVersion() }
  } finally {
    await owner.close()
  }
}

/**
 * Reads the properties of a login.
 *
 * @param name Name of the login. Default: the login of the connection.
 */
export async function findLogin(connection: OwnerConnection, name?: string): Promise<Login> {
  const [login] = await connection.query<Login>(
    `select rolname, rolsuper, rolbypassrls, rolinherit, rolcreaterole,
       exists (select from pg_roles o where o.rolname = 'bulkhead_owner' and pg_has_role(r.oid, o.oid, 'member')) as owns
     from pg_roles r where rolname = coalesce($1, session_user::text)`,
    [name ?? null],
  )
  if (login === undefined) {
    throw new Error(
      `Postgres has no login "${name}". Create it: create role "${name}" login noinherit password '…'`,
    )
  }
  return login
}

/** @throws Error if the only login is a superuser, whom nothing confines. */
export function assertNoSuperuser({ rolname, rolsuper }: Login): void {
  if (!rolsuper) return
  throw new Error(
    `The login "${rolname}" is a superuser, and the server refuses to run as one. Create two logins: create role bulkhead_migrator login createrole password '…'; create role bulkhead login noinherit password '…'; alter database … owner to bulkhead_migrator. Set BULKHEAD_DATABASE_OWNER_URL to the first, and BULKHEAD_DATABASE_URL to the second.`,
  )
}

export function assertConfined({ rolname, rolsuper, rolbypassrls, rolinherit }: Login): void {
  if (!rolsuper && !rolbypassrls && !rolinherit) return
  throw new Error(
    `The runtime login "${rolname}" must be NOSUPERUSER, NOBYPASSRLS and NOINHERIT. Run as its administrator: alter role "${rolname}" nosuperuser nobypassrls noinherit`,
  )
}

/**
 * Tests the guarantees that take only a few round trips. A database that claims them and lacks them would do damage
 * without an error.
 *
 * @throws Error that names the first guarantee that does not hold.
 */
async function assertGuarantees(first: pg.Client, second: pg.Client): Promise<void> {
  const tried = await tryGuarantees(first, second, ({ isCheap }) => isCheap)
  const broken = tried.find(
    ({ holds, error }) => holds === false && (error === undefined || UNKNOWN_TO_IT.has(error.code)),
  )
  if (broken === undefined) return
  const { name, without } = broken.guarantee
  throw new Error(
    `This database lacks a guarantee that Bulkhead relies on: ${name}. Without it ${without}. Use a real Postgres 15 or newer; "bulkhead doctor" tests all guarantees.`,
  )
}
