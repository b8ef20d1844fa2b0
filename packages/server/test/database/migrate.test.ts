import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { lonelyEngines, type Store } from '@bulkhead/testing/engines'
import { type PostgresDatabase, startPostgres } from '@bulkhead/testing/postgres/running-postgres'
import { until } from '@bulkhead/testing/test-server'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import pino from 'pino'
import { examine } from '#main/doctor/doctor'
import { confinedPGlite } from '#platform/database/pglite/open-pglite'
import { migrateForLogin } from '#platform/database/postgres/migrate-postgres'
import { openPostgres } from '#platform/database/postgres/open-postgres'
import { connectOwner } from '#platform/database/postgres/owner-connection'
import { LOCKS } from '#platform/database/schema/advisory-locks'
import { migrate } from '#platform/database/schema/migrate'
import { createLog } from '#platform/log'

const log = pino({ level: 'silent' })

/** A database that migrations run on, over and over, and its superuser. */
interface Site {
  migrate(): Promise<void>
  admin(script: string): Promise<Record<string, unknown>[]>
  close(): Promise<void>
}

async function pgliteSite(): Promise<Site> {
  const pglite = new PGlite()
  return {
    async migrate() {
      await pglite.exec('reset role')
      await confinedPGlite(pglite)
    },
    async admin(script) {
      await pglite.exec('reset role')
      return ((await pglite.exec(script)).at(-1)?.rows ?? []) as Record<string, unknown>[]
    },
    close: () => pglite.close(),
  }
}

async function postgresSite(store: Store): Promise<Site> {
  const { url, ownerUrl, adminUrl } = getPostgres(store)
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  return {
    migrate: async () => (await openPostgres({ url, ownerUrl, log })).close(),
    admin: async (script) => [await client.query(script)].flat().at(-1)?.rows ?? [],
    close: () => client.end(),
  }
}

function getPostgres({ postgres }: Store) {
  if (postgres === undefined) throw new Error('not on Postgres')
  return postgres
}

/** Everything the migrations make, as text. */
const PICTURE = `
  select string_agg(line, chr(10) order by line) as picture from (
    select format('%s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull)
      from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace in ('bulkhead'::regnamespace, 'identity'::regnamespace) and a.attnum > 0
    union all select format('%s %s %s', c.relname, c.relrowsecurity, c.relacl)
      from pg_class c where c.relnamespace in ('bulkhead'::regnamespace, 'identity'::regnamespace)
    union all select format('%s', p) from pg_policies p where schemaname in ('bulkhead', 'identity')
    union all select format('%s %s', rolname, rolconfig) from pg_roles where rolname like 'bulkhead%'
    union all select format('%s of %s by %s', roleid::regrole, member::regrole, grantor::regrole)
      from pg_auth_members
    union all select format('%s', m) from bulkhead.schema_migrations m
  ) as lines (line)`

// The roles that it looks at belong to the cluster.
for (const engine of lonelyEngines) {
  suite(`migrate on ${engine.name}`, { timeout: 600_000 }, async () => {
    // The migrations of an empty database take seconds, so each test leaves it as it was.
    let site: Site
    before(async () => {
      site =
        engine.name === 'pglite' ? await pgliteSite() : await postgresSite(await engine.createEmptyStore())
      await site.migrate()
    })
    after(async () => {
      await site?.close()
      await engine.close()
    })

    test('run twice it changes nothing', async () => {
      const picture = await site.admin(PICTURE)
      assert.match(String(picture[0]?.picture), /workspaces/)
      await site.migrate()
      assert.deepEqual(await site.admin(PICTURE), picture)
    })

    test('a schema newer than this code is refused and left unchanged', async () => {
      await site.admin(
        `insert into bulkhead.schema_migrations (version, file) values (4747, '4747-later.sql')`,
      )
      const before = await site.admin(PICTURE)
      await assert.rejects(site.migrate(), /schema version 4747.* knows \d+\. Start the newer version/)
      assert.deepEqual(await site.admin(PICTURE), before)
      await site.admin('delete from bulkhead.schema_migrations where version = 4747')
      await site.migrate()
    })

    test('a schema from before the baseline is refused with how to move, and left unchanged', async () => {
      await site.admin('update bulkhead.schema_migrations set version = version - 100')
      const before = await site.admin(PICTURE)
      await assert.rejects(
        site.migrate(),
        /has schema version 7, from before Bulkhead 0\.1\.0, and cannot be migrated\. Back it up/,
      )
      assert.deepEqual(await site.admin(PICTURE), before)
      await site.admin('update bulkhead.schema_migrations set version = version + 100')
    })

    test('a migration that fails leaves nothing behind, says which, and can be run again', async () => {
      // A table that the migration creates last exists already, so the migration fails at its end.
      await site.admin(`
        drop schema bulkhead, identity cascade;
        create schema bulkhead authorization bulkhead_owner;
        create table bulkhead.workspace_removals (in_the_way text)`)
      await assert.rejects(site.migrate(), (error: Error) => {
        assert.match(error.message, /^Migration 0101-tenancy\.sql failed and was rolled back\.$/)
        assert.match(String(error.cause), /workspace_removals.*already exists/)
        return true
      })
      const left = await site.admin(
        `select relname::text as name from pg_class where relnamespace = 'bulkhead'::regnamespace and relkind = 'r' order by 1`,
      )
      assert.deepEqual(
        left.map(({ name }) => name),
        ['schema_migrations', 'workspace_removals'],
      )
      assert.deepEqual(await site.admin('select * from bulkhead.schema_migrations'), [])
      await site.admin('drop table bulkhead.workspace_removals')
      await site.migrate()
    })
  })
}

const skip = lonelyEngines.every(({ name }) => name !== 'postgres') && 'needs Postgres'

suite('migrate on a shared Postgres', { skip, timeout: 600_000 }, async () => {
  const running = skip === false ? await startPostgres() : undefined
  after(() => running?.close())
  const create = async () => {
    if (running === undefined) throw new Error('not started')
    return running.createDatabase()
  }
  const admin = async (connectionString: string, script: string) => {
    const client = new pg.Client({ connectionString })
    await client.connect()
    try {
      return (await client.query(script)).rows
    } finally {
      await client.end()
    }
  }
  const openAll = async (databases: { url: string; ownerUrl?: string }[]) => {
    const opened = await Promise.allSettled(databases.map((database) => openPostgres({ ...database, log })))
    for (const outcome of opened) if (outcome.status === 'fulfilled') await outcome.value.close()
    return opened.map((outcome) => (outcome.status === 'rejected' ? String(outcome.reason) : 'opened'))
  }

  test('several databases of a new cluster at once, where the roles are made', async () => {
    const databases: PostgresDatabase[] = []
    while (databases.length < 8) databases.push(await create())
    assert.deepEqual(await openAll(databases), Array(8).fill('opened'))
  })

  test('several processes on one new database at once', async () => {
    const database = await create()
    assert.deepEqual(await openAll(Array(6).fill(database)), Array(6).fill('opened'))
    const rows = await admin(database.adminUrl, 'select version from bulkhead.schema_migrations')
    assert.equal(new Set(rows.map(({ version }) => version)).size, rows.length)
  })

  test('a process that waits for another says for whom, goes on when that ends, and gives up in time', async () => {
    const database = await create()
    await openAll([database])
    const holder = new pg.Client({ connectionString: database.ownerUrl, application_name: 'slow migration' })
    await holder.connect()
    const said: string[] = []
    const write = (line: string) => void said.push(JSON.parse(line).msg)
    try {
      await holder.query('select pg_advisory_lock($1)', [LOCKS.schema])
      const owner = await connectOwner(database.ownerUrl)
      await assert.rejects(
        migrate(owner, { runtimeLogin: null, withinMs: 300 }),
        /connection \d+ \(slow migration\) from 127\.0\.0\.1\. Waited for it \d+ s, which is too long/,
      )
      await owner.close()

      const opening = openPostgres({ ...database, log: createLog('warn', { write }) })
      await until(() => said.length > 0)
      await holder.query('select pg_advisory_unlock($1)', [LOCKS.schema])
      await (await opening).close()
    } finally {
      await holder.end()
    }
    assert.match(said.join(), /^Another process migrates .* \(slow migration\) .* so far\.$/)
  })

  test('rights and statistics give way to a transaction that takes the tables in another order', async () => {
    const database = await create()
    await openAll([database])
    // Gives the steps after the migrations something to do, in two tables.
    const tables = ['applications', 'connectors'].map((name) => `bulkhead.${name}`)
    for (const table of tables) await admin(database.adminUrl, `drop policy archive on ${table}`)
    const other = new pg.Client({ connectionString: database.adminUrl })
    await other.connect()
    // The migration is to give way, and not this transaction, if both look for a deadlock at the same time.
    await other.query(`set deadlock_timeout = '1min'`)
    try {
      for (const [last = '', first = ''] of [tables, tables.toReversed()]) {
        await other.query(`begin; lock table ${last} in row exclusive mode`)
        const opening = openAll([database])
        await until(async () => {
          const waiting = `select from pg_locks where not granted and relation = '${last}'::regclass`
          return (await other.query(waiting)).rowCount === 1
        })
        await other.query(`lock table ${first} in row exclusive mode`)
        await other.query('commit')
        assert.deepEqual(await opening, ['opened'])
        for (const table of tables) await admin(database.adminUrl, `drop policy archive on ${table}`)
      }
    } finally {
      await other.end()
    }
  })

  test('one login does both when no owner is given', async () => {
    const { ownerUrl } = await create()
    assert.deepEqual(await openAll([{ url: ownerUrl }]), ['opened'])
  })

  test('a superuser as the only login is refused, and told how to make two', async () => {
    const { adminUrl } = await create()
    const [refusal = ''] = await openAll([{ url: adminUrl }])
    assert.match(refusal, /"postgres" is a superuser.* create role bulkhead_migrator login createrole/)
    const rows = await admin(adminUrl, `select to_regnamespace('bulkhead') is null as is_empty`)
    assert.deepEqual(rows, [{ is_empty: true }])
    const findings = await examine({ BULKHEAD_DATABASE_URL: adminUrl })
    const { status, detail = '' } =
      findings.find(({ check }) => check === 'database: login that serves') ?? {}
    assert.deepEqual([status, `Error: ${detail}`], ['failed', refusal])
  })

  for (const encoding of ['SQL_ASCII', 'LATIN1']) {
    test(`a database whose encoding is ${encoding} is refused before anything is made`, async () => {
      const { adminUrl } = await create()
      const name = `encoded_${encoding.toLowerCase()}`
      const locale = `template template0 lc_collate 'C' lc_ctype 'C'`
      await admin(adminUrl, `create database ${name} encoding '${encoding}' ${locale}`)
      const url = new URL(adminUrl)
      url.pathname = name
      const expected = new RegExp(`has the encoding ${encoding}, and Bulkhead needs UTF8`)
      const [refusal = ''] = await openAll([{ url: url.href }])
      assert.match(refusal, expected)
      await assert.rejects(migrateForLogin(url.href, 'postgres'), expected)
      const rows = await admin(url.href, `select to_regnamespace('bulkhead') is null as is_empty`)
      assert.deepEqual(rows, [{ is_empty: true }])
      const findings = await examine({ BULKHEAD_DATABASE_URL: url.href })
      const { status, detail = '' } = findings.find(({ check }) => check === 'database: connection') ?? {}
      assert.equal(status, 'failed')
      assert.match(detail, expected)
    })
  }

  for (const attribute of ['superuser', 'bypassrls', 'inherit']) {
    test(`a runtime login that has ${attribute} is refused, and told what to run`, async () => {
      const { url, ownerUrl, adminUrl, login: runtime } = await create()
      const login = `has_${attribute}`
      await admin(adminUrl, `create role ${login} login noinherit password '${login}'`)
      await admin(adminUrl, `alter role ${login} ${attribute}`)
      const mighty = { url: url.replace(`${runtime}:${runtime}@`, `${login}:${login}@`), ownerUrl }
      const [refusal = ''] = await openAll([mighty])
      assert.match(refusal, /must be NOSUPERUSER, NOBYPASSRLS and NOINHERIT/)
      assert.ok(!refusal.includes(`${login}:`), 'no password in the message')
      await admin(adminUrl, /alter role .*$/.exec(refusal)?.[0] ?? '')
      assert.deepEqual(await openAll([mighty]), ['opened'])
    })
  }

  test('the runtime login cannot become the owner, nor do anything as itself', async () => {
    const database = await create()
    await openAll([database])
    for (const statement of [
      'set role bulkhead_owner',
      'select from bulkhead.workspaces',
      'create table bulkhead.mine (id integer)',
      'alter table bulkhead.workspaces disable row level security',
      `grant bulkhead_owner to ${database.login}`,
    ]) {
      await assert.rejects(admin(database.url, statement), { code: '42501' }, statement)
    }
  })
})
