import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownerOfPGlite } from '../postgres/owner-connection.ts'
import { migrate } from '../schema/migrate.ts'
import { isTemplateCurrent, packTemplate } from './embedded-template.ts'
import { createPGlite } from './open-pglite.ts'

/**
 * Statements that drop the databases from which new databases are copied. Bulkhead creates none, and these are half of
 * the files that a first start writes.
 */
const DROP_OTHERS = ['template0', 'template1'].flatMap((name) => [
  `alter database ${name} with is_template false`,
  `drop database ${name}`,
])

/** Creates the template of embedded databases, unless there is one of this code. */
export async function makeEmbeddedTemplate(file?: string): Promise<void> {
  if (isTemplateCurrent(file)) return
  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-template-'))
  const folder = join(directory, 'database')
  try {
    const pglite = await createPGlite(folder)
    try {
      await migrate(ownerOfPGlite(pglite))
      // `drop database` must not share a transaction with another statement.
      for (const statement of DROP_OTHERS) await pglite.exec(statement)
    } finally {
      await pglite.close()
    }
    packTemplate(folder, file)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

// A module with a top-level `await` cannot be loaded by `require`.
if (import.meta.main) makeEmbeddedTemplate()
