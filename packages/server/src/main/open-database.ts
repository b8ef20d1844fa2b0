import { openPGlite } from '#platform/database/pglite/open-pglite'
import { openPostgres } from '#platform/database/postgres/open-postgres'
import { type OpenReplica, openReplica } from '#platform/database/postgres/open-replica'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import type { Settings } from './settings.ts'

/**
 * Opens the database of the settings.
 *
 * @param died Called if an embedded database dies.
 * @throws Error if other URLs show that a Postgres is meant, so that nobody works on an empty embedded database instead.
 */
export async function openDatabase(
  { databaseUrl, databaseDirectUrl, databaseOwnerUrl, databasePool, dataDirectory }: Settings,
  log: Log,
  died: (error: Error) => void,
): Promise<Database> {
  if (databaseUrl === undefined && (databaseDirectUrl ?? databaseOwnerUrl) !== undefined)
    throw new Error(
      `BULKHEAD_DATABASE_${databaseOwnerUrl === undefined ? 'DIRECT' : 'OWNER'}_URL is set, and BULKHEAD_DATABASE_URL is not. Set it to the same Postgres, or leave out both for the embedded database.`,
    )
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

/** Opens the standby of the settings, with as many connections as lists may have at the primary. */
export function openReplicaOf(
  { replica, databaseDirectUrl, databasePool }: Settings,
  database: Database,
  log: Log,
): OpenReplica | undefined {
  if (replica === undefined) return undefined
  return openReplica({
    ...replica,
    ...{ database, log },
    isPooled: databaseDirectUrl !== undefined,
    size: Math.max(1, Math.floor(databasePool / 2)),
  })
}
