import { makeEmbeddedTemplate } from '@bulkhead/server/platform/database/pglite/make-embedded-template'
import { startPostgres } from '@bulkhead/testing/postgres/running-postgres'

/** What all test processes of a run take their stores from. */
export interface SharedStores {
  /** Tells them where it is. */
  readonly environment: Readonly<Record<string, string>>
  close(): Promise<void>
}

/** For tests that use none. */
export const NO_STORES: SharedStores = { environment: {}, close: async () => {} }

/** Makes what every store is a copy of: one cluster of Postgres with a migrated database, and an embedded one. */
export async function startSharedStores(): Promise<SharedStores> {
  const narrowed = process.env.BULKHEAD_TEST_ENGINE
  if (narrowed !== 'postgres') await makeEmbeddedTemplate()
  if (narrowed === 'pglite') return NO_STORES
  const postgres = await startPostgres()
  await postgres.makeTemplate()
  return { environment: { BULKHEAD_TEST_POSTGRES: postgres.adminUrl }, close: postgres.close }
}
