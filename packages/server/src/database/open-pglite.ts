import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely } from 'kysely'
import { confinedDatabase, type Database } from './confine.ts'
import { lockDirectory } from './directory-lock.ts'
import { DurableFiles } from './durable-files.ts'
import { migrate } from './migrate.ts'
import { pgliteDialect } from './pglite-dialect.ts'
import type { Schema } from './schema.ts'

/** 16 MB of buffers save 110 MB of memory; without `-F` commits are synced, by fsync since the build has no other. */
const START_PARAMETERS = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['-c', 'shared_buffers=16MB', '-c', 'wal_sync_method=fsync'],
]

/**
 * Opens the embedded database in `directory`, made on first use, and brings its schema up to date.
 *
 * @throws Error when another process holds the directory or the schema is newer than this code.
 */
export async function openPGlite(directory: string): Promise<Database> {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const lock = lockDirectory(directory)
  try {
    const files = new DurableFiles(join(directory, 'database'))
    return await confinedPGlite(await PGlite.create({ fs: files, startParams: START_PARAMETERS }), () =>
      lock.release(),
    )
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Migrates a PGlite and confines its one session. Tests pass one that lives in memory. */
export async function confinedPGlite(pglite: PGlite, closed: () => void = () => {}): Promise<Database> {
  await migrate({
    query: async (sql, parameters) => (await pglite.query<never>(sql, parameters)).rows,
    script: (sql) => pglite.exec(sql),
  })
  // Its user is a superuser whom no policy confines: from here on the session is a role that may do nothing.
  await pglite.exec('set search_path = bulkhead; set role bulkhead_nobody')
  const kysely = new Kysely<Schema>({ dialect: pgliteDialect(pglite) })
  return confinedDatabase('pglite', kysely, {
    async close() {
      await kysely.destroy()
      closed()
    },
  })
}
