import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely } from 'kysely'
import { confinedDatabase, type Database } from './confine.ts'
import { demandSpace } from './demand-space.ts'
import { lockDirectory } from './directory-lock.ts'
import { DurableFiles } from './durable-files.ts'
import { migrate } from './migrate.ts'
import { pgliteDialect } from './pglite-dialect.ts'
import type { Schema } from './schema.ts'
import { surfacePanics } from './surface-panics.ts'

/**
 * 16 MB of buffers save 110 MB of memory. Without `-F` commits are synced, by fsync since the build has no
 * other. Segments of the log that are done with are deleted and not kept for reuse: they hold old keys.
 */
const START_PARAMETERS = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['-c', 'shared_buffers=16MB', '-c', 'wal_sync_method=fsync', '-c', 'wal_recycle=off'],
]

/**
 * Opens the embedded database in `directory`, made on first use, and brings its schema up to date.
 *
 * @param died See {@link PGliteSurroundings}.
 * @throws Error when another process holds the directory, its disk is full or the schema is newer than this
 *   code.
 */
export async function openPGlite(directory: string, died?: (error: Error) => void): Promise<Database> {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  demandSpace(directory)
  const lock = lockDirectory(directory)
  try {
    const files = new DurableFiles(join(directory, 'database'))
    return await confinedPGlite(await PGlite.create({ fs: files, startParams: START_PARAMETERS }), {
      closed: () => lock.release(),
      beforeWrite: () => demandSpace(directory),
      ...(died !== undefined && { died }),
    })
  } catch (error) {
    lock.release()
    throw error
  }
}

/** What surrounds a PGlite. */
export interface PGliteSurroundings {
  readonly closed?: () => void
  /** See `DatabaseParts`. */
  readonly beforeWrite?: () => void
  /** Called when PGlite has died: from then on everything is `unavailable` until the process starts again. */
  readonly died?: (error: Error) => void
}

/** Migrates a PGlite and confines its one session. Tests pass one that lives in memory. */
export async function confinedPGlite(
  pglite: PGlite,
  { closed, beforeWrite, died }: PGliteSurroundings = {},
): Promise<Database> {
  surfacePanics(pglite)
  await migrate({
    query: async (sql, parameters) => (await pglite.query<never>(sql, parameters)).rows,
    script: (sql) => pglite.exec(sql),
  })
  // Its user is a superuser whom no policy confines: from here on the session is a role that may do nothing.
  await pglite.exec('set search_path = bulkhead; set role bulkhead_nobody')
  const kysely = new Kysely<Schema>({ dialect: pgliteDialect(pglite, died) })
  // Kysely closes no driver that it has never used.
  await kysely.connection().execute(async () => {})
  return confinedDatabase({
    engine: 'pglite',
    kysely,
    ...(beforeWrite !== undefined && { beforeWrite }),
    async close() {
      await kysely.destroy()
      closed?.()
    },
  })
}
