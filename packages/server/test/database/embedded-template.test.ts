import assert from 'node:assert/strict'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import { isTemplateCurrent, packTemplate, unpackTemplate } from '#platform/database/pglite/embedded-template'
import { makeEmbeddedTemplate } from '#platform/database/pglite/make-embedded-template'
import { createPGlite, openPGlite } from '#platform/database/pglite/open-pglite'
import { ownerOfPGlite } from '#platform/database/postgres/owner-connection'
import { migrate } from '#platform/database/schema/migrate'

/** Tables, columns, indexes, rights, policies, constraints and roles, as text. */
const PICTURE = `
  select string_agg(line, chr(10) order by line) as picture from (
    select format('%s.%s %s %s %s %s', c.relnamespace::regnamespace, c.relname, c.relkind, c.relrowsecurity,
        c.relforcerowsecurity, c.relacl) from pg_class c
      where c.relnamespace in ('bulkhead'::regnamespace, 'identity'::regnamespace)
    union all select format('%s %s %s %s', a.attrelid::regclass, a.attname, format_type(a.atttypid, a.atttypmod),
        a.attnotnull) from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace in ('bulkhead'::regnamespace, 'identity'::regnamespace)
    union all select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indexrelid
      where c.relnamespace in ('bulkhead'::regnamespace, 'identity'::regnamespace)
    union all select format('%s %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint
      where connamespace in ('bulkhead'::regnamespace, 'identity'::regnamespace)
    union all select format('%s', p) from pg_policies p
    union all select format('%s %s %s %s %s %s', rolname, rolsuper, rolinherit, rolcanlogin, rolbypassrls, rolconfig)
      from pg_roles
    union all select format('%s of %s', roleid::regrole, member::regrole) from pg_auth_members
    union all select format('%s %s', version, file) from bulkhead.schema_migrations
  ) as lines (line)`

async function getPicture(pglite: PGlite): Promise<string[]> {
  const { rows } = await pglite.query<{ picture: string }>(PICTURE)
  return rows[0]?.picture.split('\n') ?? []
}

describe('the template of embedded databases', () => {
  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-template-test-'))
  const file = join(directory, 'template.zst')
  let made = 0
  const newFolder = () => {
    made += 1
    const parent = join(directory, String(made))
    mkdirSync(parent)
    return join(parent, 'database')
  }
  /** Opens a database that was unpacked from the template. */
  const opened = async () => {
    const folder = newFolder()
    assert.equal(await unpackTemplate(folder, file), true)
    return createPGlite(folder)
  }

  /** Writes a template of one small file. Making a real one takes seconds. */
  const packSmall = (path: string) => {
    const folder = newFolder()
    mkdirSync(folder)
    writeFileSync(join(folder, 'only'), 'this')
    packTemplate(folder, path)
    return readFileSync(path)
  }
  let stale: Buffer

  before(async () => {
    stale = packSmall(file)
    writeFileSync(file, stale.toString('latin1').replace(/"madeOf":"\w/, '"madeOf":"-'), 'latin1')
    await makeEmbeddedTemplate(file)
  })
  after(() => rmSync(directory, { recursive: true, force: true }))

  test('the template has the schema, the policies and the roles that the migrations make', async () => {
    const [copy, migrated] = [await opened(), await PGlite.create()]
    await migrate(ownerOfPGlite(migrated))
    const picture = await getPicture(copy)
    assert.ok(picture.some((line) => line.startsWith('bulkhead.workspaces r t t')))
    assert.deepEqual(picture, await getPicture(migrated))
    await copy.close()
    await migrated.close()
  })

  test('the template contains only rows of the migrations, no password and no setting', async () => {
    const pglite = await opened()
    const { rows: tables } = await pglite.query<{ name: string }>(`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`)
    assert.ok(tables.length > 20)
    const filled: string[] = []
    for (const { name } of tables) {
      const { rows } = await pglite.query(`select from ${name} limit 1`)
      if (rows.length > 0) filled.push(name)
    }
    assert.deepEqual(filled, ['bulkhead.schema_migrations'])
    const { rows: secret } = await pglite.query(`
      select rolname::text as of from pg_authid where rolpassword is not null
      union all select setrole::text from pg_db_role_setting
      union all select oid::text from pg_largeobject_metadata`)
    assert.deepEqual(secret, [])
    await pglite.close()
  })

  test('the template contains only the database that is used', async () => {
    const pglite = await opened()
    const { rows } = await pglite.query('select datname::text as name from pg_database')
    assert.deepEqual(rows, [{ name: 'postgres' }])
    await pglite.close()
  })

  test('the template is readable only by its owner', async () => {
    const folder = newFolder()
    const mask = process.umask(0)
    try {
      await unpackTemplate(folder, file)
    } finally {
      process.umask(mask)
    }
    const modes = new Map<string, number>()
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const mode = `${entry.isDirectory() ? 'folder' : 'file'} ${(statSync(join(entry.parentPath, entry.name)).mode & 0o777).toString(8)}`
      modes.set(mode, (modes.get(mode) ?? 0) + 1)
    }
    assert.deepEqual([...modes.keys()].sort(), ['file 600', 'folder 700'])
    assert.equal(statSync(folder).mode & 0o777, 0o700)
  })

  test('a server opens the template in an empty directory, also after a killed start', async () => {
    const empty = join(directory, 'empty')
    mkdirSync(join(empty, 'database', 'pg_wal'), { recursive: true })
    mkdirSync(join(empty, 'database.unfinished'))
    writeFileSync(join(empty, 'database.unfinished', 'PG_VERSION'), '18\n')
    await makeEmbeddedTemplate()
    const database = await openPGlite(empty)
    await database.close()
    assert.ok(!existsSync(join(empty, 'database.unfinished')))
    const identifiers = []
    for (const folder of [join(empty, 'database'), join(directory, 'laid-down')]) {
      if (!existsSync(folder)) await unpackTemplate(folder)
      const pglite = await createPGlite(folder)
      identifiers.push((await pglite.query('select system_identifier::text from pg_control_system()')).rows)
      await pglite.close()
    }
    // A database that was created without the template would have another identifier.
    assert.deepEqual(identifiers[0], identifiers[1])
  })

  test('of other code is not current, and is not unpacked', async () => {
    const other = join(directory, 'other.zst')
    const bytes = readFileSync(file)
    const at = bytes.indexOf('"madeOf":"') + '"madeOf":"'.length
    bytes.write(bytes.toString('latin1', at, at + 1) === '0' ? '1' : '0', at)
    writeFileSync(other, bytes)
    assert.equal(isTemplateCurrent(file), true)
    assert.equal(isTemplateCurrent(other), false)
    assert.equal(isTemplateCurrent(join(directory, 'none.zst')), false)
    const folder = newFolder()
    assert.equal(await unpackTemplate(folder, other), false)
    assert.ok(!existsSync(folder))
    assert.equal(await unpackTemplate(folder, join(directory, 'none.zst')), false)
  })

  test('that is cut short leaves nothing behind', async () => {
    const short = join(directory, 'short.zst')
    writeFileSync(short, readFileSync(file).subarray(0, -1_000))
    const folder = newFolder()
    await assert.rejects(unpackTemplate(folder, short))
    assert.deepEqual(readdirSync(join(folder, '..')), [])
  })

  test('the template is made again only when it is out of date', async () => {
    assert.ok(readFileSync(file).length > stale.length)
    assert.equal(isTemplateCurrent(file), true)
    const again = join(directory, 'again.zst')
    const before = packSmall(again)
    await makeEmbeddedTemplate(again)
    assert.deepEqual(readFileSync(again), before, 'it says that it is current')
  })
})
