import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { unpackTemplate } from '@bulkhead/server/platform/database/pglite/embedded-template'
import { makeEmbeddedTemplate } from '@bulkhead/server/platform/database/pglite/make-embedded-template'
import { createPGlite } from '@bulkhead/server/platform/database/pglite/open-pglite'
import type { PGlite } from '@electric-sql/pglite'
import { newStoreFolder } from './store-folder.ts'

/** Opens a migrated embedded database without any role restrictions. Its files are deleted with the process. */
export async function openMigratedPGlite(): Promise<PGlite> {
  await makeEmbeddedTemplate()
  const directory = newStoreFolder('pglite')
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }))
  const folder = join(directory, 'database')
  await unpackTemplate(folder)
  return createPGlite(folder)
}
