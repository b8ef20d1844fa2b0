import { openPGlite } from '#platform/database/pglite/open-pglite'
import { openPostgres } from '#platform/database/postgres/open-postgres'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import type { Settings } from './settings.ts'

/** Opens the database of the settings. @param died Called if an embedded database dies. */
export function openDatabase(
  { databaseUrl, databaseDirectUrl, databaseOwnerUrl, databasePool, dataDirectory }: Settings,
  log: Log,
  died: (error: Error) => void,
): Promise<Database> {
  if (databaseUrl === undefined)
    return openPGlite(dataDirectory, { died, warn: (message) => log.warn(message) })
  return openPostgres({
    url: databaseUrl,
    log,
    poolSize: databasePool,
    ...(databaseDirectUrl !== undefined && { directUrl: databaseDirectUrl }),
    ...(databaseOwnerUrl !== undefined && { ownerUrl: databaseOwnerUrl }),
  })
}
