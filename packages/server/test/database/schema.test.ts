import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, suite, test } from 'node:test'
import { bothEngines } from '@bulkhead/testing/engines'
import { readTables } from '@bulkhead/testing/sql-matrix/catalogue'
import { openRawDatabase } from '@bulkhead/testing/sql-matrix/raw-database'
import { seedTenants } from '@bulkhead/testing/sql-matrix/tenants'
import { WITHOUT_POLICIES } from './rights.ts'

/** Types of columns, by name, as written in the source. */
type Columns = Record<string, string>

/** TypeScript's type of a column by its type in the database. */
const TYPES: Readonly<Record<string, RegExp>> = {
  uuid: /^string$/,
  // A code of the table of errors and a kind of caller are strings too.
  text: /^(string|ErrorCode|RefusalCode|Caller|Level|Role|Source|ConnectStatus|RevocationKind|'[^']*'( \| '[^']*')*)$/,
  xid8: /^string$/,
  'text[]': /^string\[\]$/,
  'smallint[]': /^number\[\]$/,
  'uuid[]': /^string\[\]$/,
  'integer[]': /^number\[\]$/,
  integer: /^number$/,
  bigint: /^(number|string)$/,
  boolean: /^boolean$/,
  bytea: /^Uint8Array$/,
  jsonb: /^JSONColumnType<.+>$/,
  'timestamp with time zone': /^Date$/,
}

/** Columns of strings that are secret, or that would help to guess a secret. */
const SECRET_TEXTS = ['identity.passwords.hash', 'identity.verifications.value']

const TABLES = new URL('../../src/platform/database/schema/tables/', import.meta.url)

/** Reads the interfaces that `Schema` extends: tables of one-line columns, or whole tables on a line. */
function readSchema(): Record<string, Columns> {
  const bodies = readdirSync(TABLES).map((file) => {
    const text = readFileSync(new URL(file, TABLES), 'utf8')
    return /export interface \w+Tables \{\n([\s\S]*?)\n\}\n/.exec(text)?.[1] ?? ''
  })
  const tables = bodies.join('\n').matchAll(/^ {2}'?([\w.]+)'?: \{([\s\S]*?)(?: |\n {2})\}$/gm)
  return Object.fromEntries(
    [...tables].map(([, table = '', columns = '']) => [
      table,
      Object.fromEntries(
        columns
          .split(/[;\n]/)
          .map((line) => /^\s*(?:readonly )?(\w+): (.+)$/.exec(line))
          .filter((match) => match !== null)
          .map(([, name = '', type = '']) => [name, type]),
      ),
    ]),
  )
}

for (const engine of bothEngines) {
  suite(`schema.ts and the catalogue of ${engine.name}`, async () => {
    const raw = await openRawDatabase(engine)
    after(async () => {
      await raw.close()
      await engine.close()
    })
    const schema = readSchema()
    const tables = (await readTables(raw)).filter(
      ({ name, isPartition }) => !WITHOUT_POLICIES.includes(name) && !isPartition,
    )

    test('have the same tables', () => {
      assert.deepEqual(
        Object.keys(schema).sort(),
        tables.map(({ name }) => name),
      )
    })

    test('describe the rows of every table', async () => {
      const { rows } = await raw.admin(`
        select oid::regclass::text as name from pg_class
        where relnamespace in ('bulkhead'::regnamespace, 'identity'::regnamespace) and relkind in ('r', 'p')
          and not relispartition and obj_description(oid, 'pg_class') is null`)
      assert.deepEqual(rows, [])
    })

    test('put the organization first in the primary key of every table of a tenant', () => {
      const others = tables.filter(
        ({ columns, primaryKey }) =>
          columns.some(({ name }) => name === 'organization_id') && primaryKey[0] !== 'organization_id',
      )
      assert.deepEqual(
        others.map(({ name }) => name),
        [],
      )
    })

    test('keep samples of nothing that is sealed or hashed, for the planner or anyone', async () => {
      await seedTenants(raw)
      const { rows } = await raw.admin(`
        analyze;
        select tablename as table, attname as column from pg_stats where schemaname = 'bulkhead'`)
      const sampled = new Set(rows.map(({ table, column }) => `${table}.${column}`))
      assert.ok(sampled.has('connectors.connector_id'), 'others are sampled')
      const secret = tables.flatMap(({ name, columns }) =>
        columns.filter(({ type }) => type === 'bytea').map((column) => `${name}.${column.name}`),
      )
      assert.ok(secret.includes('workspace_keys.wrapped_dek'))
      assert.deepEqual(
        secret.filter((column) => sampled.has(column)),
        [],
      )
    })

    test('ask for samples of nothing that is sealed, hashed or a token, in either schema', async () => {
      const { rows } = await raw.admin(`
        select attrelid::regclass::text as table, attname as column, format_type(atttypid, null) as type,
          coalesce(attstattarget, -1) as samples
        from pg_attribute join pg_class c on c.oid = attrelid
        where relnamespace in ('bulkhead'::regnamespace, 'identity'::regnamespace) and relkind in ('r', 'p')
          and attnum > 0 and not attisdropped`)
      const named = (row: (typeof rows)[number]) => `${row.table}.${row.column}`.replace(/^bulkhead\./, '')
      const secret = rows.filter((row) => row.type === 'bytea' || SECRET_TEXTS.includes(named(row)))
      assert.deepEqual(
        SECRET_TEXTS.filter((name) => !secret.some((row) => named(row) === name)),
        [],
        'all of them are there',
      )
      assert.deepEqual(secret.filter(({ samples }) => Number(samples) !== 0).map(named), [])
    })

    for (const { name, columns } of tables) {
      test(`have the same columns in ${name}, nullable and generated alike`, () => {
        const stated = schema[name] ?? {}
        assert.deepEqual(Object.keys(stated).sort(), columns.map((column) => column.name).sort())
        for (const column of columns) {
          const type = (stated[column.name] ?? '').replace(/^Instant$/, 'Generated<Date>')
          const generated = /^Generated<(.*)>$/.exec(type)?.[1]
          const nullable = type.endsWith(' | null')
          const where = `${name}.${column.name}: ${type}`
          assert.equal(nullable, column.nullable, `${where} is nullable`)
          assert.equal(generated !== undefined, column.hasDefault, `${where} has a default`)
          assert.match(
            (generated ?? type).replace(/ \| null$/, ''),
            TYPES[column.type] ?? /^unknown type$/,
            where,
          )
        }
      })
    }
  })
}
