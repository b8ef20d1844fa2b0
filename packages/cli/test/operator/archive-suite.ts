import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { type RestoreTarget, restore } from '@bulkhead/server/operator/archive/restore'
import { linesOfArchive, rowsOfArchive, writeLines } from '@bulkhead/testing/archives'
import {
  assertCredentialsOpen,
  type StoredCredential,
  startCustomers,
} from '@bulkhead/testing/customers-at-work'
import type { Engine, Store } from '@bulkhead/testing/engines'
import { operatorResponse, runOperator, startOperator } from '@bulkhead/testing/operator-process'
import {
  type ScriptedUpstream,
  startScriptedUpstream,
  TEST_CONNECTORS,
} from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type TestServer, until } from '@bulkhead/testing/test-server'
import pg from 'pg'

/** Tests backup and restore on one engine. Each engine has its own file, because both tests take long. */
export function testBackups(engine: Engine): void {
  describe(`a backup of ${engine.name}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'bulkhead-archive-'))
    const archive = join(folder, 'house.archive')
    const keyBytes = randomBytes(32)
    const key = `1:${keyBytes.toString('base64')}`
    const stores: Store[] = []
    let testServer: TestServer
    let upstream: ScriptedUpstream
    let acknowledged: StoredCredential[]
    let client: { client_id: string; client_secret: string }

    const environment = (store: Store) => ({
      ...store.environment,
      BULKHEAD_KEY: key,
      BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS,
    })
    const getPlace = ({ server }: TestServer) => ({ url: server.url, client, upstream })
    async function newStore(): Promise<Store> {
      const store = await engine.createEmptyStore()
      stores.push(store)
      return store
    }

    before(async () => {
      upstream = await startScriptedUpstream()
      const store = await engine.createStore()
      stores.push(store)
      testServer = await startTestServer(engine, { store, environment: environment(store) })
      client = await operatorResponse(environment(store), 'organizations', 'create', 'Acme')
    })
    after(async () => {
      await testServer?.close()
      await upstream?.close()
      for (const store of stores) store.remove()
      await engine.close()
      rmSync(folder, { recursive: true, force: true })
    })

    test('made under load holds everything that was acknowledged before it began', async () => {
      const customers = await startCustomers(getPlace(testServer), 'customer')
      await until(() => customers.executions() >= 10, 240_000)
      const before = [...customers.acknowledged]
      const receipt = await operatorResponse(environment(testServer.store), 'backup', archive)
      await customers.stop()
      assert.deepEqual(customers.faults, [])
      acknowledged = before.filter((stored) => customers.acknowledged.includes(stored))
      assert.ok(acknowledged.length >= 5)
      assert.equal(receipt.bytes, statSync(archive).size)
      assert.deepEqual(receipt.kek_versions, [1])
      assert.equal(statSync(archive).mode & 0o777, 0o600)
      const left = [folder, testServer.store.environment.BULKHEAD_DATA_DIR as string].flatMap((path) =>
        readdirSync(path),
      )
      assert.deepEqual(
        left.filter((name) => name.endsWith('.partial')),
        [],
      )

      const store = await newStore()
      const into = store.postgres === undefined ? [] : ['--into', store.postgres.ownerUrl]
      const restored = await operatorResponse(environment(store), 'restore', archive, ...into)
      assert.deepEqual([restored.rows, restored.workspaces], [receipt.rows, receipt.workspaces])
      const again = await startTestServer(engine, { store, environment: environment(store) })
      try {
        await assertCredentialsOpen(getPlace(again), acknowledged)
      } finally {
        await again.close()
      }
      const refused = await runOperator(environment(store), 'restore', archive, ...into)
      assert.equal(refused.code, 1)
      assert.match(refused.stderr, /holds a database|is not empty/)
    })

    test('an archive contains no key and no credential, in any encoding', () => {
      const bytes = gunzipSync(readFileSync(archive))
      const holds = (needle: string | Buffer) =>
        bytes.includes(needle) || readFileSync(archive).includes(needle)
      // The search finds a value that is there. Otherwise finding no secret would prove nothing.
      const sealed = rowsOfArchive(archive, 'bulkhead.workspace_keys')[0]?.wrapped_dek as string
      assert.ok(holds(sealed.slice(2)))
      for (const needle of [
        keyBytes,
        ...(['base64', 'base64url', 'hex'] as const).map((encoding) =>
          keyBytes.toString(encoding).replace(/=+$/, ''),
        ),
        keyBytes.toString('hex').toUpperCase(),
        client.client_secret,
        ...acknowledged.map(({ secret }) => secret),
      ]) {
        assert.ok(!holds(needle), `${needle} is in the archive`)
      }
    })

    test('never replaces a file, and needs a folder', async () => {
      const bytes = readFileSync(archive)
      const again = await runOperator(environment(testServer.store), 'backup', archive)
      assert.equal(again.code, 1)
      assert.match(again.stderr, /exists\..*Choose another name/)
      assert.deepEqual(readFileSync(archive), bytes)
      const nowhere = await runOperator(
        environment(testServer.store),
        'backup',
        join(folder, 'no', 'x.archive'),
      )
      assert.equal(nowhere.code, 1)
      assert.match(nowhere.stderr, /There is no folder/)
    })

    describe('is refused whole, and nothing is left', () => {
      /** Writes a changed copy of the archive. */
      const changed = (change: (lines: string[]) => string[]) => (file: string) =>
        writeLines(file, change(linesOfArchive(archive)))
      const bytesChanged = (change: (bytes: Buffer) => Buffer) => (file: string) =>
        writeFileSync(file, change(readFileSync(archive)))

      const bad: [string, (file: string) => void, string | undefined, RegExp][] = [
        ['cut short', (file) => cutCopy(file, 200), key, /is cut short/],
        ['with a byte changed', bytesChanged(flipMiddle), key, /is damaged/],
        [
          'with a row changed',
          changed((lines) => lines.map((line) => line.replace('customer 1', 'customer X'))),
          key,
          /checksum differs/,
        ],
        ['with a row left out', changed((lines) => lines.toSpliced(5, 1)), key, /is cut short/],
        ['without its end', changed((lines) => lines.slice(0, -1)), key, /is cut short/],
        ['that is something else', (file) => writeFileSync(file, 'hello'), key, /not a Bulkhead archive/],
        [
          'that is something else, compressed',
          (file) => writeLines(file, ['{"a":1}', '{}']),
          key,
          /not a Bulkhead archive/,
        ],
        ['that is empty', (file) => writeFileSync(file, ''), key, /is cut short|no archive/],
        ['that is a folder', (file) => mkdirSync(file), key, /is a folder/],
        ['that is not there', () => {}, key, /There is no file/],
        [
          'of a newer schema',
          changed(([first = '', ...rest]) => [
            first.replace(/"schema_version":\d+/, '"schema_version":9999'),
            ...rest,
          ]),
          key,
          /schema 9999.*Restore it with that version/,
        ],
        [
          'of an old schema',
          changed(([first = '', ...rest]) => [
            first.replace(/"schema_version":\d+/, '"schema_version":72'),
            ...rest,
          ]),
          key,
          /has schema version 72, from before Bulkhead 0\.1\.0\. Restore it with commit [0-9a-f]{8}, make a backup/,
        ],
        ['without a key', bytesChanged((bytes) => bytes), undefined, /A backup contains no key/],
        [
          'with another version of the key',
          bytesChanged((bytes) => bytes),
          `2:${keyBytes.toString('base64')}`,
          /needs key version 1, but the given key has 2/,
        ],
        [
          'with another key of that version',
          bytesChanged((bytes) => bytes),
          `1:${randomBytes(32).toString('base64')}`,
          /Key version 1 is not the key/,
        ],
      ]
      for (const [what, make, keyText, message] of bad) {
        test(what, async () => {
          const file = join(folder, `${what}.archive`)
          make(file)
          const store = await newStore()
          const directory = store.environment.BULKHEAD_DATA_DIR as string
          const target: RestoreTarget =
            store.postgres === undefined ? { directory } : { url: store.postgres.ownerUrl }
          await assert.rejects(
            restore(file, target, { directory, ...(keyText !== undefined && { key: keyText }) }),
            { message },
          )
          assert.deepEqual(
            readdirSync(directory).filter((name) => name.startsWith('database')),
            [],
          )
          if (store.postgres !== undefined) assert.equal(await rowsIn(store.postgres.adminUrl), 0)
        })
      }

      function cutCopy(file: string, bytes: number) {
        writeFileSync(file, readFileSync(archive))
        truncateSync(file, statSync(file).size - bytes)
      }
      function flipMiddle(bytes: Buffer): Buffer {
        const copy = Buffer.from(bytes)
        const middle = Math.floor(copy.length / 2)
        copy.writeUInt8(copy.readUInt8(middle) ^ 1, middle)
        return copy
      }
    })

    test('an archive can be restored after a killed restore', {
      skip: engine.name !== 'pglite',
    }, async () => {
      let store: Store
      let directory: string
      for (let times = 1; ; times += 1) {
        store = await newStore()
        directory = store.environment.BULKHEAD_DATA_DIR as string
        const { child, ended } = startOperator(environment(store), 'restore', archive)
        const isBegun = () => existsSync(join(directory, 'database.restoring')) || child.exitCode !== null
        await until(isBegun, 240_000)
        child.kill('SIGKILL')
        await ended
        if (!existsSync(join(directory, 'database'))) break
        assert.ok(times < 10, 'it always ended before the kill')
      }
      const { rows } = await operatorResponse(environment(store), 'restore', archive)
      assert.equal(rows, linesOfArchive(archive).length - 2)
    })
  })
}

/** Counts the rows of our tables as the superuser, whom no policy restricts. */
async function rowsIn(adminUrl: string): Promise<number> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    const { rows } = await admin.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname in ('bulkhead', 'identity')
         and tablename not in ('schema_migrations', 'sessions', 'sign_up_links')`,
    )
    let found = 0
    for (const { name } of rows) {
      found += Number((await admin.query(`select count(*) as count from ${name}`)).rows[0].count)
    }
    return found
  } finally {
    await admin.end()
  }
}
