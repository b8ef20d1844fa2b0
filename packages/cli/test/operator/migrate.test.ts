import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { newestSchemaVersion } from '@bulkhead/server/platform/database/schema/migrate'
import { operatorResponse, runOperator } from '@bulkhead/testing/operator-process'
import {
  type PostgresDatabase,
  type RunningPostgres,
  startPostgres,
} from '@bulkhead/testing/postgres/running-postgres'
import { type ServerProcess, startServerProcess } from '@bulkhead/testing/server-process'
import pg from 'pg'

describe("a server that lacks the owner's password", () => {
  const key = `1:${Buffer.alloc(32, 7).toString('base64')}`
  let postgres: RunningPostgres
  let database: PostgresDatabase
  const servers: ServerProcess[] = []

  before(async () => {
    postgres = await startPostgres()
    database = await postgres.createDatabase()
  })
  after(async () => {
    for (const server of servers) await server.end('SIGKILL')
    await postgres?.close()
  })

  const runtime = () => ({ BULKHEAD_DATABASE_URL: database.url, BULKHEAD_KEY: key })
  const owner = () => ({ BULKHEAD_DATABASE_OWNER_URL: database.ownerUrl })

  function start(): ServerProcess {
    const server = startServerProcess(runtime())
    servers.push(server)
    return server
  }
  async function refusal(): Promise<string> {
    const server = start()
    const isReady = await server.ready.then(
      () => true,
      () => false,
    )
    assert.equal(isReady, false)
    return server.stderr()
  }
  /** States a version as the code of that version would. */
  async function state(version: number): Promise<void> {
    const client = new pg.Client({ connectionString: database.ownerUrl })
    await client.connect()
    await client.query(`set role bulkhead_owner; comment on schema bulkhead is 'schema version ${version}'`)
    await client.end()
  }

  test('a server on a new database says which command to run once', async () => {
    const said = await refusal()
    assert.match(said, new RegExp(`"${database.login}" may not migrate`))
    assert.match(said, /bulkhead operator migrate/)
    assert.match(said, /BULKHEAD_DATABASE_OWNER_URL/)
    assert.ok(!said.includes(`:${database.login}@`), 'no password')
  })

  test('learns from the command what it lacks', async () => {
    const noOwner = await runOperator(runtime(), 'migrate')
    assert.equal(noOwner.code, 1)
    assert.match(noOwner.stderr, /Set BULKHEAD_DATABASE_OWNER_URL/)
    const noLogin = await runOperator(owner(), 'migrate')
    assert.equal(noLogin.code, 1)
    assert.match(noLogin.stderr, /--login/)
    const unknown = await runOperator(owner(), 'migrate', '--login', 'nobody-here')
    assert.equal(unknown.code, 1)
    assert.match(unknown.stderr, /no login .*nobody-here/)
    const superuser = await runOperator(owner(), 'migrate', '--login', 'postgres')
    assert.equal(superuser.code, 1)
    assert.match(superuser.stderr, /NOSUPERUSER, NOBYPASSRLS and NOINHERIT/)
  })

  test('serves what the command migrated, again after it ran twice', async () => {
    const first = await operatorResponse(owner(), 'migrate', '--login', database.login)
    assert.deepEqual(Object.keys(first), ['into', 'login', 'schema_version'])
    assert.equal(first.login, database.login)
    // If no login is named, the one in the server's URL is used.
    assert.deepEqual(await operatorResponse({ ...owner(), ...runtime() }, 'migrate'), first)
    const server = start()
    const url = await server.ready
    assert.equal((await fetch(`${url}/health/ready`)).status, 200)
    assert.doesNotMatch(server.log.join(''), /owns the tables/)
    await server.end('SIGTERM')
  })

  test('a backup names the setting that it needs', async (t) => {
    const directory = mkdtempSync(join(tmpdir(), 'bulkhead-migrate-'))
    t.after(() => rmSync(directory, { recursive: true, force: true }))
    const server = startServerProcess({ ...runtime(), BULKHEAD_DATA_DIR: directory })
    servers.push(server)
    await server.ready
    const { code, stderr } = await runOperator(
      { BULKHEAD_DATA_DIR: directory },
      'backup',
      `${directory}/backup`,
    )
    assert.equal(code, 1)
    assert.match(stderr, /BULKHEAD_DATABASE_OWNER_URL/)
    await server.end('SIGTERM')
  })

  test('a server refuses an older or newer schema and says what to run', async () => {
    const newest = newestSchemaVersion()
    await state(newest - 1)
    const older = await refusal()
    assert.ok(
      older.includes(`has schema version ${newest - 1}, but this version of Bulkhead needs ${newest}`),
      older,
    )
    assert.match(older, /bulkhead operator migrate/)
    await state(newest + 1)
    const newer = await refusal()
    assert.ok(
      newer.includes(`has schema version ${newest + 1}, but this version of Bulkhead only knows ${newest}`),
      newer,
    )
    await operatorResponse(owner(), 'migrate', '--login', database.login)
    const server = start()
    await server.ready
    await server.end('SIGTERM')
  })
})
