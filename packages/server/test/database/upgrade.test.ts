import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { type MigrationConnection, migrate } from '@bulkhead/server/platform/database/schema/migrate'
import { engines } from '@bulkhead/testing/engines'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'

/** The version before names had a table and secrets had ids. */
const BEFORE = 2

const organization = '01980000-0000-7000-8000-000000000001'
const workspaces = [
  ['01980000-0000-7000-8000-000000000002', 'default'],
  ['01980000-0000-7000-8000-000000000003', 'Größe'],
] as const

const ROWS = `
  insert into bulkhead.organizations (organization_id, name) values ('${organization}', 'Old');
  ${workspaces
    .map(
      ([id, name]) => `insert into bulkhead.workspaces (organization_id, workspace_id, name, name_folded)
        values ('${organization}', '${id}', '${name}', '${name.toLowerCase()}');`,
    )
    .join('\n')}
  insert into bulkhead.applications (organization_id, application_id, name, client_id)
    values ('${organization}', '01980000-0000-7000-8000-000000000004', 'First', 'old');
  insert into bulkhead.application_secrets (organization_id, application_id, secret_hash)
    values ('${organization}', '01980000-0000-7000-8000-000000000004', '\\x01'),
           ('${organization}', '01980000-0000-7000-8000-000000000004', '\\x02');
`

interface Opened {
  /** As the login that migrates. */
  migrating: MigrationConnection
  /** As a superuser. */
  admin: MigrationConnection
  close(): Promise<void>
}

async function openPGlite(): Promise<Opened> {
  const pglite = await PGlite.create()
  const connection: MigrationConnection = {
    query: async (sql, parameters) => (await pglite.query<never>(sql, parameters)).rows,
    script: (sql) => pglite.exec(sql),
  }
  return { migrating: connection, admin: connection, close: () => pglite.close() }
}

async function openPostgres(ownerUrl: string, adminUrl: string): Promise<Opened> {
  const clients = [ownerUrl, adminUrl].map((connectionString) => new pg.Client({ connectionString }))
  await Promise.all(clients.map((client) => client.connect()))
  const [migrating, admin] = clients.map((client) => ({
    query: async (sql: string, parameters?: unknown[]) => (await client.query(sql, parameters)).rows,
    script: (sql: string) => client.query(sql),
  })) as [MigrationConnection, MigrationConnection]
  return {
    migrating,
    admin,
    close: async () => void (await Promise.all(clients.map((client) => client.end()))),
  }
}

for (const engine of engines) {
  describe(`upgrading a database with rows in it on ${engine.name}`, () => {
    after(() => engine.close())

    test('every workspace keeps its name, every secret gets an id, and the walls stand again', async () => {
      const store = await engine.createEmptyStore()
      const { postgres } = store
      const opened = await (postgres === undefined
        ? openPGlite()
        : openPostgres(postgres.ownerUrl, postgres.adminUrl))
      try {
        await migrate(opened.migrating, { runtimeLogin: null, upTo: BEFORE })
        await opened.admin.script(ROWS)
        await migrate(opened.migrating, { runtimeLogin: null })

        const names = await opened.admin.query<{ workspace_id: string; name: string }>(
          'select workspace_id, name from bulkhead.workspace_names order by workspace_id',
        )
        assert.deepEqual(
          names.map(({ workspace_id, name }) => [workspace_id, name]),
          workspaces,
        )
        const [secrets] = await opened.admin.query<{ ids: string }>(
          'select count(distinct secret_id)::text as ids from bulkhead.application_secrets',
        )
        assert.equal(secrets?.ids, '2')
        const unforced = await opened.admin.query(`
          select relname from pg_class
          where relowner = 'bulkhead_owner'::regrole and relkind = 'r' and relname <> 'schema_migrations'
            and not (relrowsecurity and relforcerowsecurity)`)
        assert.deepEqual(unforced, [])
      } finally {
        await opened.close()
        store.remove()
      }
    })
  })
}
