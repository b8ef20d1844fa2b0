import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely } from 'kysely'
import { PLANNING } from '#platform/database/planning'
import { ownerOfPGlite } from '#platform/database/postgres/owner-connection'
import {
  beginWith,
  postgresDialect,
  usePreparedStatements,
} from '#platform/database/postgres/postgres-dialect'
import { withClient } from '#platform/database/postgres/with-client'
import { registerBackupRole } from '#platform/database/roles/as-backup-role'
import { AS_NOBODY_AGAIN, confinedDatabase, type Database } from '#platform/database/roles/confine'
import { migrate } from '#platform/database/schema/migrate'
import type { Schema } from '#platform/database/schema/tables'
import { assertDatabaseFiles, holdsFiles } from './assert-database-files.ts'
import { assertSpace } from './assert-space.ts'
import { closeFilesBelow } from './close-to-others.ts'
import { takeDirectory } from './directory-lock.ts'
import { DurableFiles } from './durable-files.ts'
import { unpackTemplate } from './embedded-template.ts'
import { pglitePool } from './pglite-pool.ts'
import { surfacePanics } from './surface-panics.ts'

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
