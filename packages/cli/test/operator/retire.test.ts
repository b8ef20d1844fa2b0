import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type RestoreTarget, restore } from '@bulkhead/server/operator/archive/restore'
import { asOperator } from '@bulkhead/server/platform/database/roles/as-operator'
import { newDataKey, openDataKey } from '@bulkhead/server/platform/vault/data-keys'
import { type Keyring, parseKeyring } from '@bulkhead/server/platform/vault/keyring'
import { rowsOfArchive } from '@bulkhead/testing/archives'
import {
  assertCredentialsOpen,
  type StoredCredential,
  startCustomers,
} from '@bulkhead/testing/customers-at-work'
import { engines, type Store } from '@bulkhead/testing/engines'
import { operatorResponse } from '@bulkhead/testing/operator-process'
import { socketResponse } from '@bulkhead/testing/operator-socket'
import {
  type ScriptedUpstream,
  startScriptedUpstream,
  TEST_CONNECTORS,
} from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type Tenant, type TestServer, until } from '@bulkhead/testing/test-server'

for (const engine of engines) {
  describe(`a key version that is retired on ${engine.name}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'bulkhead-retire-'))
    const oldKey = randomBytes(32).toString('base64')
    const newKey = randomBytes(32).toString('base64')
    const stores: Store[] = []
    let upstream: ScriptedUpstream
    let tenant: Tenant
    let acknowledged: StoredCredential[]
    let testServer: TestServer

    const open = (store: Store, key: string) =>
      startTestServer(engine, {
        store,
        environment: { BULKHEAD_KEY: key, BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS },
      })
    const place = () => ({ url: testServer.server.url, client: tenant, upstream })
    const getDirectory = ({ environment }: Store) => environment.BULKHEAD_DATA_DIR as string
    const command = (path: string, body?: unknown) =>
      socketResponse(getDirectory(stores[0] as Store), path, JSON.stringify(body ?? {}))
    async function newStore(): Promise<Store> {
      const store = await engine.createEmptyStore()
      stores.push(store)
      return store
    }
    const backup = (name: string) =>
      operatorResponse((stores[0] as Store).environment, 'backup', join(folder, name))

    before(async () => {
      upstream = await startScriptedUpstream()
      testServer = await open(await newStore(), `1:${oldKey}`)
      tenant = await testServer.createTenant('Acme')
      const customers = await startCustomers(place(), 'customer')
      await until(() => customers.executions() >= 6, 240_000)
      await customers.stop()
      acknowledged = [...customers.acknowledged]
      await backup('before')
      await testServer.close()
    })
    after(async () => {
      await testServer?.close()
      await upstream?.close()
      for (const store of stores) store.remove()
      await engine.close()
      rmSync(folder, { recursive: true, force: true })
    })

    test('a key that still wraps something cannot be retired', async () => {
      testServer = await open(stores[0] as Store, `2:${newKey},1:${oldKey}`)
      const refused = await command('/keys/retire', { version: 1 })
      assert.equal(refused.status, 409)
      assert.match(refused.text, /still wraps \d+ keys. Run: bulkhead operator keys rotate/)
    })

    test('a key in use by another process cannot be retired', async () => {
      assert.match((await command('/keys/rotate')).text, /"rewrapped":\d\d/)
      const { database, log } = testServer.server.services
      const stale = parseKeyring(`1:${oldKey},2:${newKey}`, 'test')
      await wrapOne(stale)
      const refused = await command('/keys/retire', { version: 1 })
      assert.match(refused.text, /still wraps 1 key. /)
      assert.match((await command('/keys/rotate')).text, /"rewrapped":1\b/)

      // Even without the count that the command makes first, the database itself rejects this.
      await wrapOne(stale)
      await assert.rejects(
        asOperator(database, log, 'test', (tx) =>
          tx.deleteFrom('keyring_versions').where('version', '=', 1).execute(),
        ),
        { code: '23503' },
      )
      assert.match((await command('/keys/rotate')).text, /"rewrapped":1\b/)
    })

    test('a retired key wraps nothing again, and no server starts with it first', async () => {
      const { status, text } = await command('/keys/retire', { version: 1 })
      assert.equal(status, 200, text)
      assert.match(text, /backups that were made before/)
      await assert.rejects(wrapOne(parseKeyring(`1:${oldKey},2:${newKey}`, 'test')), { code: '23503' })
      assert.match((await command('/keys/retire', { version: 1 })).text, /was already retired/)
      await testServer.close()
      await assert.rejects(
        open(stores[0] as Store, `1:${oldKey},2:${newKey}`),
        /Key version 1 was retired on/,
      )
    })

    test('the new key alone opens every credential after a key was retired', async () => {
      testServer = await open(stores[0] as Store, `2:${newKey}`)
      await assertCredentialsOpen(place(), acknowledged)
      await backup('after')
    })

    test('the new key opens nothing in a backup made before the rotation', async () => {
      const store = await newStore()
      const target = getTarget(store)
      await assert.rejects(
        restore(join(folder, 'before'), target, { directory: getDirectory(store), key: `2:${newKey}` }),
        /needs key version 1, but the given key has 2/,
      )
      const wrapped = rowsOfArchive(join(folder, 'before'), 'bulkhead.workspace_keys')
      const opensWith = (ring: Keyring) => wrapped.filter((row) => opens(ring, row)).length
      assert.ok(wrapped.length > 6)
      assert.equal(opensWith(parseKeyring(`1:${oldKey}`, 'test')), wrapped.length)
      // The result does not depend on the version that the keyring claims for the new key.
      assert.equal(opensWith(parseKeyring(`2:${newKey}`, 'test')), 0)
      assert.equal(opensWith(parseKeyring(`1:${newKey}`, 'test')), 0)
    })

    test('the new key opens a backup made after the rotation', async () => {
      const store = await newStore()
      await restore(join(folder, 'after'), getTarget(store), {
        directory: getDirectory(store),
        key: `2:${newKey}`,
      })
      await testServer.close()
      testServer = await open(store, `2:${newKey}`)
      await assertCredentialsOpen(place(), acknowledged)
    })

    /** Adds a workspace in the same way as a process with this keyring. */
    async function wrapOne(ring: Keyring): Promise<void> {
      const { database, log } = testServer.server.services
      const workspace = crypto.randomUUID()
      const scope = { organization_id: tenant.organization, workspace_id: workspace }
      await asOperator(database, log, 'test', (tx) =>
        tx
          .insertInto('workspace_keys')
          .values({ ...scope, ...newDataKey(ring, { organization: tenant.organization, workspace }) })
          .execute(),
      )
    }
  })
}

function getTarget({ postgres, environment }: Store): RestoreTarget {
  return postgres === undefined
    ? { directory: environment.BULKHEAD_DATA_DIR as string }
    : { url: postgres.ownerUrl }
}

function opens(ring: Keyring, row: Record<string, string | null>): boolean {
  try {
    const owner = { organization: String(row.organization_id), workspace: String(row.workspace_id) }
    const wrapped_dek = Buffer.from(String(row.wrapped_dek).slice(2), 'hex')
    openDataKey(ring, owner, { kek_version: Number(row.kek_version), wrapped_dek })
    return true
  } catch {
    return false
  }
}
