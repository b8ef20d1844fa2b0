import { existsSync, fsyncSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { Kysely } from 'kysely'
import type pg from 'pg'
import { PLANNING } from '../planning.ts'
import { ownerOfPGlite } from '../postgres/owner-connection.ts'
import { beginWith, postgresDialect, usePreparedStatements } from '../postgres/postgres-dialect.ts'
import { registerBackupRole } from '../roles/as-backup-role.ts'
import { AS_NOBODY_AGAIN, confinedDatabase, type Database } from '../roles/confine.ts'
import { migrate } from '../schema/migrate.ts'
import type { Schema } from '../schema/tables.ts'
import { assertSpace } from './assert-space.ts'
import { closeFilesBelow } from './close-to-others.ts'
import { takeDirectory } from './directory-lock.ts'
import { unpackTemplate } from './embedded-template.ts'
import { pglitePool } from './pglite-pool.ts'
import { surfacePanics } from './surface-panics.ts'

/** Postgres version of PGlite. */
export const POSTGRES_VERSION = '18'

type PostgresModule = Parameters<NodeFS['init']>[1]
interface MountedModule {
  NODEFS: { stream_ops: { fsync?: (stream: { nfd: number }) => number } }
}

/**
 * Files of an embedded database, with an fsync that reaches the disk. PGlite's own file system ignores an fsync, so a
 * power cut would lose acknowledged writes. This class depends on PGlite's internals: PGlite's version is pinned, and a
 * test counts the calls.
 */
export class DurableFiles extends NodeFS {
  /** Number of actual file syncs. */
  syncs = 0

  override async init(pg: PGlite, options: PostgresModule) {
    const { emscriptenOpts } = await super.init(pg, options)
    const syncThrough = (module: unknown) => {
      ;(module as MountedModule).NODEFS.stream_ops.fsync = ({ nfd }) => {
        this.syncs += 1
        fsyncSync(nfd)
        return 0
      }
    }
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), syncThrough] } }
  }
}

/**
 * Start parameters of Postgres in PGlite. Buffers of 16 MB save 110 MB of memory. Without `-F`, commits are synced; by
 * fsync, the only method of this build. Old segments of the write-ahead log are deleted and not reused, because they
 * hold old keys.
 */
const START_PARAMETERS = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['-c', 'shared_buffers=16MB', '-c', 'wal_sync_method=fsync', '-c', 'wal_recycle=off'],
]

/** Callbacks of {@link openPGlite}. */
export interface PGliteListeners {
  /** See {@link PGliteSurroundings}. */
  readonly died?: (error: Error) => void
  /** Gets a sentence if other users of the machine could enter the directory before. */
  readonly warn?: (message: string) => void
}

/**
 * Opens the embedded database in `directory` and brings its schema up to date. Creates the database on first use.
 *
 * @throws Error if another process holds the directory, its disk is full or the schema is newer than this code.
 */
export async function openPGlite(directory: string, { died, warn }: PGliteListeners = {}): Promise<Database> {
  const lock = takeDirectory(directory, warn)
  try {
    assertSpace(directory)
    const folder = join(directory, 'database')
    if (!holdsFiles(folder)) await unpackTemplate(folder)
    return await confinedPGlite(await createPGlite(folder), {
      closed: () => lock.release(),
      beforeWrite: () => assertSpace(directory),
      ...(died !== undefined && { died }),
    })
  } catch (error) {
    lock.release()
    throw error
  }
}

/**
 * Opens the files of an embedded database, without confining its session. The caller must hold the lock of the
 * directory.
 *
 * @throws Error that names the folder and says what to do if the files are no database or belong to another Postgres
 *   version.
 */
export async function createPGlite(folder: string): Promise<PGlite> {
  assertDatabaseFiles(folder)
  let pglite: PGlite
  try {
    pglite = await PGlite.create({ fs: new DurableFiles(folder), startParams: START_PARAMETERS })
  } catch (cause) {
    throw new Error(
      `The embedded database in ${folder} cannot be opened. If it was never used, delete the folder; else move it away and restore a backup: docs/guides/operating.md, "Backup and restore".`,
      { cause },
    )
  }
  surfacePanics(pglite)
  closeFilesBelow(folder)
  return pglite
}

/** Callbacks of a PGlite instance. */
export interface PGliteSurroundings {
  readonly closed?: () => void
  /** See `DatabaseParts`. */
  readonly beforeWrite?: () => void
  /** Called when PGlite has died. From then on every query is `unavailable` until the process starts again. */
  readonly died?: (error: Error) => void
}

/**
 * Statements that give the session a role without rights. The user of PGlite is a superuser whom no policy confines.
 */
const AS_NOBODY = [
  'rollback; deallocate all; set search_path = bulkhead',
  ...Object.entries(PLANNING).map(([name, value]) => `set ${name} = ${value}`),
  'set role bulkhead_nobody',
].join('; ')

/** Migrates a PGlite instance and confines its only session. Tests pass an instance that lives in memory. */
export async function confinedPGlite(
  pglite: PGlite,
  { closed, beforeWrite, died }: PGliteSurroundings = {},
): Promise<Database> {
  await migrate(ownerOfPGlite(pglite))
  await pglite.exec(AS_NOBODY)
  let dead = false
  const pool = pglitePool(pglite, AS_NOBODY, (error) => {
    dead = true
    died?.(error)
  })
  pool.on('connect', usePreparedStatements)
  const kysely = new Kysely<Schema>({ dialect: postgresDialect(pool) })
  const database = confinedDatabase({
    engine: 'pglite',
    kysely,
    beginWith,
    purpose: { lane: 'requests', name: 'callers' },
    lend: (role, work) =>
      withClient(pool, AS_NOBODY_AGAIN, async (client) => {
        await client.query(role === 'superuser' ? 'reset role' : `set role ${role}`)
        return work(client)
      }),
    // Nothing to do, since an embedded database waits for no other machine.
    giveUp() {},
    ...(beforeWrite !== undefined && { beforeWrite }),
    async close() {
      await kysely.destroy()
      if (!dead && !pglite.closed) await pglite.close()
      closed?.()
    },
  })
  // There is only one session, so a change of its role waits in the queue like every transaction.
  registerBackupRole(database, (work) =>
    withClient(pool, AS_NOBODY_AGAIN, (client) =>
      work({
        query: async (sql, parameters = []) => (await client.query(sql, parameters)).rows,
        script: (sql) => client.query(sql),
      }),
    ),
  )
  return database
}

/**
 * Lends one connection of a pool to `work`, which may give it any role.
 *
 * @param reset Statements that run before the connection goes back to the pool. If they fail, the connection is
 *   ended, so that no later user has more rights than it should.
 */
export async function withClient<T>(
  pool: pg.Pool,
  reset: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let isReset = false
  try {
    return await work(client)
  } finally {
    await client.query(reset).then(
      () => {
        isReset = true
      },
      () => {},
    )
    client.release(!isReset)
  }
}

/**
 * Rejects a folder in which PGlite would create a new database over the remains of another, or in which PGlite would
 * fail without a reason. A folder that does not exist or holds no file is accepted: a first start that was killed
 * leaves empty folders.
 *
 * @throws Error that names the folder and says what to do.
 */
function assertDatabaseFiles(folder: string): void {
  const version = versionIn(folder)
  if (version === POSTGRES_VERSION) return
  if (version !== undefined) {
    throw new Error(
      `The database in ${folder} was made by Postgres ${version}, according to its file PG_VERSION; this server opens databases of Postgres ${POSTGRES_VERSION}. Start the version of Bulkhead that made it, take a backup there, and restore it with this version: docs/guides/operating.md, "Backup and restore".`,
    )
  }
  if (!holdsFiles(folder)) return
  throw new Error(
    `The database in ${folder} is damaged: its file PG_VERSION is missing. Nothing was changed. Move the folder away and restore a backup (docs/guides/operating.md, "Backup and restore"); without the folder the next start makes a new, empty database.`,
  )
}

function versionIn(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim().slice(0, 20)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`The database in ${folder} cannot be read.`, { cause: error })
  }
}

/** Returns whether there is a file in a folder or in its subfolders. */
function holdsFiles(folder: string): boolean {
  // Fast path: a database has about a thousand files, and this is one of them.
  if (existsSync(join(folder, 'PG_VERSION'))) return true
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).some((entry) => entry.isFile())
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
