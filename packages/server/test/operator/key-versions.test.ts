import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openMigratedPGlite } from '@bulkhead/testing/migrated-pglite'

test('a key is kept under a version that left its proof, and under none that nobody knows', async () => {
  const pglite = await openMigratedPGlite()
  const addKey = (version: number) =>
    pglite.exec(`
      insert into bulkhead.workspace_keys (organization_id, workspace_id, kek_version, wrapped_dek)
        values (gen_random_uuid(), gen_random_uuid(), ${version}, '\\x00')`)
  await pglite.exec(`insert into bulkhead.keyring_versions (version, proof) values (1, '\\x00')`)
  await addKey(1)
  await assert.rejects(addKey(5), { code: '23503' })
  await pglite.close()
})
