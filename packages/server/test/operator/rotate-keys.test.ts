import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { engines, type Store } from '@bulkhead/testing/engines'
import { seedWorkspaces } from '@bulkhead/testing/rotation-rounds'
import { startTestServer, type TestServer } from '@bulkhead/testing/test-server'
import { sql } from 'kysely'
import { keyStatus } from '#operator/operator-commands'
import { rotateKeys } from '#operator/rotate-keys'
import { asOperator } from '#platform/database/roles/as-operator'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import { newDataKey } from '#platform/vault/data-keys'
import { type Keyring, parseKeyring } from '#platform/vault/keyring'

const key = () => randomBytes(32).toString('base64')

for (const engine of engines) {
  describe(`rotating keys on ${engine.name}`, () => {
    const keys = [key(), key(), key(), key()]
    /** Keyring whose newest version is `version`, with all older ones. */
    const ringText = (version: number) =>
      Array.from({ length: version }, (_, index) => `${version - index}:${keys[version - index - 1]}`).join(
        ',',
      )
    let store: Store
    let testServer: TestServer
    let organization: string

    before(async () => {
      store = await engine.createStore()
      await seedWorkspaces(engine, store, { BULKHEAD_KEY: ringText(1) }, 700)
      testServer = await startTestServer(engine, { store, environment: { BULKHEAD_KEY: ringText(2) } })
      organization = (await testServer.createTenant('Acme')).organization
    })
    after(async () => {
      await testServer?.close()
      store?.remove()
      await engine.close()
    })

    const asTest = <T>(work: (tx: ConfinedTransaction) => Promise<T>) =>
      asOperator(testServer.server.services.database, testServer.server.services.log, 'test', work)
    const rotate = (keyring: Keyring, signal?: AbortSignal, seen: number[] = []) =>
      rotateKeys(testServer.server.services.database, keyring, testServer.server.services.log, {
        onProgress: ({ done }) => seen.push(done),
        ...(signal && { signal }),
      })
    const wrappedUnder = async (keyring: Keyring, version: number) =>
      (await asTest((tx) => keyStatus(tx, keyring))).find((status) => status.version === version)
        ?.workspace_keys ?? 0

    test('covers every table that says which version wrapped it', async () => {
      const { rows } = await asTest((tx) =>
        sql<{ name: string }>`
          select c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
          where a.attname = 'kek_version' and c.relkind in ('r', 'p') and not a.attisdropped order by 1`.execute(
          tx,
        ),
      )
      // Another table needs a step in rotate-keys.ts and a count in key-status.ts.
      assert.deepEqual(
        rows.map(({ name }) => name),
        ['organization_keys', 'server_secrets', 'signing_keys', 'workspace_keys'],
      )
    })

    test('an aborted rotation stops between two chunks, and the next run continues there', async () => {
      const { keyring } = testServer.server.services
      const stopping = new AbortController()
      const seen: number[] = []
      const stopped = rotateKeys(
        testServer.server.services.database,
        keyring,
        testServer.server.services.log,
        {
          onProgress: ({ done }) => {
            seen.push(done)
            if (done > 100) stopping.abort()
          },
          signal: stopping.signal,
        },
      )
      await assert.rejects(stopped, { name: 'AbortError' })
      const left = await wrappedUnder(keyring, 1)
      assert.ok(left > 0 && left < 700, `${left} left`)
      const { rewrapped, left: none } = await rotate(keyring)
      assert.equal(rewrapped, left)
      assert.equal(none, 0)
      assert.equal(await wrappedUnder(keyring, 1), 0)
    })

    test('a second rotation finds nothing to do', async () => {
      const seen: number[] = []
      const again = await rotate(testServer.server.services.keyring, undefined, seen)
      assert.deepEqual([again, seen], [{ kek_version: 2, rewrapped: 0, unreadable: 0, left: 0 }, []])
    })

    test('a rotation leaves a corrupted key as it is, names its workspace, and wraps all others', async () => {
      const workspace = crypto.randomUUID()
      const { keyring } = testServer.server.services
      const made = newDataKey(keyring, { organization, workspace })
      made.wrapped_dek[20] = (made.wrapped_dek[20] ?? 0) ^ 1
      await asTest((tx) =>
        tx
          .insertInto('workspace_keys')
          .values({ organization_id: organization, workspace_id: workspace, ...made })
          .execute(),
      )
      await testServer.close()
      testServer = await startTestServer(engine, { store, environment: { BULKHEAD_KEY: ringText(3) } })
      const { rewrapped, unreadable, left } = await rotate(testServer.server.services.keyring)
      assert.deepEqual([unreadable, left], [1, 1])
      assert.ok(rewrapped > 700)
      assert.match(testServer.log.join(''), new RegExp(workspace))
      assert.equal(await wrappedUnder(testServer.server.services.keyring, 2), 1)
    })

    test('wraps keys created in the meantime under an old version, and skips those being deleted', {
      skip: engine.name === 'pglite',
    }, async () => {
      const { keyring } = testServer.server.services
      const stale = parseKeyring(ringText(3).split(',').reverse().join(','), 'test')
      const [mine, deleted] = [crypto.randomUUID(), crypto.randomUUID()]
      await asTest((tx) =>
        tx
          .insertInto('workspace_keys')
          .values(
            [mine, deleted].map((workspace) => ({
              organization_id: organization,
              workspace_id: workspace,
              ...newDataKey(stale, { organization, workspace }),
            })),
          )
          .execute(),
      )
      const locked = Promise.withResolvers<void>()
      const release = Promise.withResolvers<void>()
      const holding = asTest(async (tx) => {
        await tx
          .selectFrom('workspace_keys')
          .select('workspace_id')
          .where('workspace_id', '=', deleted)
          .forUpdate()
          .execute()
        locked.resolve()
        await release.promise
      })
      await locked.promise
      const rotating = rotate(keyring, undefined, [])
      await new Promise((resolve) => setTimeout(resolve, 700))
      release.resolve()
      await holding
      const { rewrapped, left, unreadable } = await rotating
      // It came back for the locked row. The damaged row is still damaged.
      assert.deepEqual([rewrapped, left, unreadable], [2, 1, 1])
    })

    test('may change what wraps a key, and not whose it is', async () => {
      for (const column of ['organization_id', 'workspace_id']) {
        await assert.rejects(
          asTest((tx) => sql`update workspace_keys set ${sql.ref(column)} = gen_random_uuid()`.execute(tx)),
          { code: '42501' },
          column,
        )
      }
      await assert.rejects(
        asTest((tx) => sql`delete from workspace_keys`.execute(tx)),
        { code: '42501' },
      )
      await assert.rejects(
        asTest((tx) => sql`update keyring_versions set proof = ''`.execute(tx)),
        { code: '42501' },
      )
      await assert.rejects(
        asTest((tx) => sql`delete from retired_kek_versions`.execute(tx)),
        { code: '42501' },
      )
    })
  })
}
