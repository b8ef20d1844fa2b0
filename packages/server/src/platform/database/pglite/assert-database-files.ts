import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Postgres version of PGlite. */
export const POSTGRES_VERSION = '18'

/**
 * Rejects a folder in which PGlite would create a new database over the remains of another, or in which PGlite would
 * fail without a reason. A folder that does not exist or holds no file is accepted: a first start that was killed
 * leaves empty folders.
 *
 * @throws Error that names the folder and says what to do.
 */
export function assertDatabaseFiles(folder: string): void {
  const version = versionIn(folder)
  if (version === POSTGRES_VERSION) return
  if (version !== undefined) {
    throw new Error(
      `The database in ${folder} is one of Postgres ${version}, by its file PG_VERSION; this server opens those of Postgres ${POSTGRES_VERSION}. Start the Bulkhead that it is of, take a backup there, and restore that with this one: docs/guides/operating.md, "Backup and restore".`,
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
export function holdsFiles(folder: string): boolean {
  // Fast path: a database has about a thousand files, and this is one of them.
  if (existsSync(join(folder, 'PG_VERSION'))) return true
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).some((entry) => entry.isFile())
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
