import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { PostgresMajor } from '@bulkhead/testing/postgres/postgres-versions'
import { startPostgres } from '@bulkhead/testing/postgres/running-postgres'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'

const HELP = `node scripts/compare-schemas.ts <commit>

Compares the schema of a fresh database made by the migrations of <commit> with one made by those of the working tree, on
PGlite and Postgres 15 and 18: tables, columns (in any order), types, defaults, indexes, constraints, policies, grants, roles,
functions, triggers, comments and statistics. Prints the lines that differ, and nothing if none does.`

const PICTURE = readFileSync(new URL('schema/picture.sql', import.meta.url), 'utf8')
const ROOT = new URL('../', import.meta.url)

const { positionals } = parseArgs({ allowPositionals: true })
const commit = positionals[0]
if (commit === undefined) {
  console.error(HELP)
  process.exit(2)
}

/** The modules of a tree that migrate a database. */
interface Tree {
  readonly folder: URL
}

async function pictureOnPGlite({ folder }: Tree): Promise<string[]> {
  const { confinedPGlite } = await import(
    new URL('packages/server/src/platform/database/pglite/open-pglite.ts', folder).href
  )
  const pglite = new PGlite()
  await confinedPGlite(pglite)
  await pglite.exec('reset role')
  const { rows } = await pglite.query<{ line: string }>(PICTURE)
  await pglite.close()
  return rows.map(({ line }) => line)
}

async function pictureOnPostgres({ folder }: Tree, major: PostgresMajor): Promise<string[]> {
  const schema = new URL('packages/server/src/platform/database/', folder)
  const { migrate } = await import(new URL('schema/migrate.ts', schema).href)
  const { connectOwner } = await import(new URL('postgres/owner-connection.ts', schema).href)
  const postgres = await startPostgres({ major })
  try {
    const { ownerUrl, adminUrl, login } = await postgres.createDatabase()
    const owner = await connectOwner(ownerUrl)
    await migrate(owner, { runtimeLogin: login })
    await owner.close()
    const client = new pg.Client({ connectionString: adminUrl })
    await client.connect()
    const { rows } = await client.query<{ line: string }>(PICTURE)
    await client.end()
    return rows.map(({ line }) => line)
  } finally {
    await postgres.close()
  }
}

const other = new URL(`test-output/schema-of-${commit}/`, ROOT)
rmSync(other, { recursive: true, force: true })
execFileSync('git', ['worktree', 'prune'], { cwd: ROOT })
execFileSync('git', ['worktree', 'add', '--quiet', '--detach', other.pathname, commit], { cwd: ROOT })
let differs = false
try {
  for (const major of [undefined, 15, 18] as const) {
    const picture = (tree: Tree) =>
      major === undefined ? pictureOnPGlite(tree) : pictureOnPostgres(tree, major)
    const [before, after] = [await picture({ folder: other }), await picture({ folder: ROOT })]
    const lines = [
      ...before.filter((line) => !after.includes(line)).map((line) => `- ${line}`),
      ...after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`),
    ]
    if (lines.length === 0) continue
    differs = true
    console.log(`${major === undefined ? 'PGlite' : `Postgres ${major}`}:\n${lines.join('\n')}`)
  }
} finally {
  execFileSync('git', ['worktree', 'remove', '--force', other.pathname], { cwd: ROOT })
}
process.exitCode = differs ? 1 : 0
