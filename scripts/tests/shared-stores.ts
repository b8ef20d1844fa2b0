import { join } from 'node:path'
import { unpackTemplate } from '@bulkhead/server/platform/database/pglite/embedded-template'
import { makeEmbeddedTemplate } from '@bulkhead/server/platform/database/pglite/make-embedded-template'
import { startPostgres } from '@bulkhead/testing/postgres/running-postgres'

/** Source of the stores for all test processes of a run. */
export interface SharedStores {
  /** Environment variables that tell test processes where the stores are. */
  readonly environment: Readonly<Record<string, string>>
  close(): Promise<void>
}

/** Source for runs whose tests use no store. */
export const NO_STORES: SharedStores = { environment: {}, close: async () => {} }

/**
 * Makes the originals that every store is a copy of: a Postgres cluster with a migrated database, and the files of an
 * embedded database.
 *
 * @param folder Folder for those files. The caller removes it.
 */
export async function startSharedStores(folder: string): Promise<SharedStores> {
  const narrowed = process.env.BULKHEAD_TEST_ENGINE
  const embedded = narrowed === 'postgres' ? {} : { BULKHEAD_TEST_PGLITE: await layDownEmbedded(folder) }
  if (narrowed === 'pglite') return { ...NO_STORES, environment: embedded }
  const postgres = await startPostgres()
  await postgres.makeTemplate()
  return { environment: { ...embedded, BULKHEAD_TEST_POSTGRES: postgres.adminUrl }, close: postgres.close }
}

async function layDownEmbedded(folder: string): Promise<string> {
  await makeEmbeddedTemplate()
  const database = join(folder, 'embedded-template')
  await unpackTemplate(database)
  return database
}
