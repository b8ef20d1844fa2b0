import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import { ownerOfPGlite } from '#platform/database/postgres/owner-connection'
import { migrate } from '#platform/database/schema/migrate'

/** The version before keys referred to the KEK version that wraps them. */
const BEFORE = 6

for (const [version, what] of [
  [1, 'goes on with keys under a version that left its proof'],
  [5, 'does not go on with keys under a version that nobody knows'],
] as const) {
  test(`a database of schema ${BEFORE} ${what}`, async () => {
    const pglite = await PGlite.create()
    const owner = ownerOfPGlite(pglite)
    await migrate(owner, { upTo: BEFORE })
    await pglite.exec(`
      insert into bulkhead.keyring_versions (version, proof) values (1, '\\x00');
      insert into bulkhead.workspace_keys (organization_id, workspace_id, kek_version, wrapped_dek)
        values (gen_random_uuid(), gen_random_uuid(), ${version}, '\\x00')`)
    if (version === 1) await migrate(owner)
    else
      await assert.rejects(
        migrate(owner),
        (error: Error) => (error.cause as { code?: string }).code === '23503',
      )
    await pglite.close()
  })
}
