import { execFileSync } from 'node:child_process'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { catalogDocuments } from '@bulkhead/catalog/catalog'
import { factsFile, type Verification, verifications } from '@bulkhead/catalog/workshop/facts'
import { schemaOfSdk } from '@bulkhead/catalog/workshop/sdk-schema'
import { SOURCES } from '@bulkhead/catalog/workshop/sources'
import { verifyGraphql } from '@bulkhead/catalog/workshop/verify-graphql'
import { type Verdict, verifyService } from '@bulkhead/catalog/workshop/verify-service'
import {
  gitHubDescription,
  gitHubSchema,
  keepGitHubDescription,
  reduceGitHubDescription,
} from '@bulkhead/testing/upstreams/github-upstream'
import { graphqlSchema } from '@bulkhead/testing/upstreams/graphql-upstream'

/**
 * Verifies the catalog against third-party descriptions, which it installs first, outside of the ordinary install.
 * Writes the results to `packages/catalog/workshop/facts/verified.tsv`. Fails if a description has an operation and rejects its
 * requests. `--check` writes nothing, and fails if the results are not those of the file. Slugs as arguments select
 * services.
 */
if (process.argv.includes('--help')) {
  process.stdout.write('Usage: npm run catalog:verify -- [--check] [slugs]\n')
  process.exit()
}
const folder = join(import.meta.dirname, '../packages/catalog/workshop/verification')
execFileSync('npm', ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'], {
  stdio: 'inherit',
})
const modules = join(folder, 'node_modules')
const isCheck = process.argv.includes('--check')
const slugs = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const COLUMNS = ['slug', 'entity', 'action', 'by', 'source', 'date', 'version'] as const
const today = new Date().toISOString().slice(0, 10)
const known = verifications()
const rows: Verification[] = []
let faulty = 0

for (const { slug } of catalogDocuments()) {
  if (slugs.length > 0 && !slugs.includes(slug)) {
    rows.push(...known.filter((row) => row.slug === slug))
    continue
  }
  const by_schema = new Map<string, Verification>()
  const doubts = new Map<string, { said: string[]; refused: boolean }>()
  for (const { source, verdicts } of await verdictsOn(slug)) {
    for (const { entity, action, described, faults, lacks, unknown } of verdicts) {
      const key = toKey({ slug, entity, action })
      if (unknown.length > 0)
        process.stdout.write(`${key}: ${source} says nothing of ${unknown.join(', ')}\n`)
      if (described && faults.length === 0) {
        if (!by_schema.has(key))
          by_schema.set(key, withDate({ slug, entity, action, by: 'schema', source, version: '' }))
      } else if (faults.length + lacks.length > 0) {
        const said = [...faults, ...lacks.map((lack) => `it lacks ${lack}`)].map((one) => `${source}: ${one}`)
        const before = doubts.get(key) ?? { said: [], refused: false }
        doubts.set(key, { said: [...before.said, ...said], refused: before.refused || faults.length > 0 })
      }
    }
  }
  const by_hand = known.filter((row) => row.slug === slug && row.by === 'docs' && !by_schema.has(toKey(row)))
  for (const [key, { said, refused }] of doubts) {
    // A result is skipped if another description accepted the operation, or a person compared it with the
    // documentation: this description may be too old.
    if (by_schema.has(key) || by_hand.some((row) => toKey(row) === key)) continue
    process.stderr.write(`${key}: ${said.join('\n  ')}\n`)
    // An operation that a description lacks cannot be judged. It stays unverified.
    if (refused) faulty += 1
  }
  rows.push(...by_schema.values(), ...by_hand)
  process.stdout.write(`${slug}: ${by_schema.size} by schema, ${by_hand.length} by hand\n`)
}

const lines = rows.map((row) => COLUMNS.map((column) => row[column]).join('\t'))
const text = `${COLUMNS.join('\t')}\n${lines.join('\n')}\n`
if (!isCheck) writeFileSync(factsFile('verified'), text)
else if (readFileSync(factsFile('verified'), 'utf8') !== text) {
  process.stderr.write(
    'packages/catalog/workshop/facts/verified.tsv is not what was found. Run: npm run catalog:verify\n',
  )
  process.exitCode = 1
}
if (faulty > 0) process.exitCode = 1

function toKey({ slug, entity, action }: Pick<Verification, 'slug' | 'entity' | 'action'>): string {
  return `${slug} ${entity} ${action}`
}

/** Adds the day on which this result was first found. */
function withDate(found: Omit<Verification, 'date'>): Verification {
  const before = known.find((row) => toKey(row) === toKey(found))
  const isKnown = before?.source === found.source && before.version === found.version
  return { ...found, date: isKnown ? before.date : today }
}

async function verdictsOn(
  slug: string,
): Promise<readonly { readonly source: string; readonly verdicts: readonly Verdict[] }[]> {
  if (slug === 'github') {
    const file = join(modules, '@octokit/openapi/generated/api.github.com.json')
    const reduced = reduceGitHubDescription(JSON.parse(readFileSync(file, 'utf8')))
    if (!isDeepStrictEqual(reduced, await gitHubDescription())) {
      if (isCheck)
        throw new Error('packages/testing/descriptions/github.json is not of this @octokit/openapi.')
      await keepGitHubDescription(reduced)
    }
    return [
      { source: '@octokit/graphql-schema', verdicts: await verifyGraphql(slug, await gitHubSchema()) },
      { source: '@octokit/openapi', verdicts: await verifyService(slug, reduced, '') },
    ]
  }
  if (slug === 'linear') {
    const [file = ''] = globSync('@linear/sdk/dist/index-*.d.mts', { cwd: modules })
    const schema = graphqlSchema(schemaOfSdk(readFileSync(join(modules, file), 'utf8')))
    return [{ source: '@linear/sdk', verdicts: await verifyGraphql(slug, schema) }]
  }
  if (slug === 'monday') {
    const file = join(modules, '@mondaydotcomorg/api/dist/esm/lib/generated/sdk.d.ts')
    const schema = graphqlSchema(schemaOfSdk(asLinearWritesIt(readFileSync(file, 'utf8'))))
    return [{ source: '@mondaydotcomorg/api', verdicts: await verifyGraphql(slug, schema) }]
  }
  const judged = []
  for (const { name, prefix, read } of SOURCES[slug] ?? []) {
    judged.push({ source: name, verdicts: await verifyService(slug, read(modules), prefix) })
  }
  return judged
}

/** Rewrites declarations of a newer generator in the form of an older one. */
function asLinearWritesIt(declarations: string): string {
  return declarations
    .replace(/^((?: {4})+)/gm, (indent) => ' '.repeat(indent.length / 2))
    .replace(/Scalars\['(\w+)'\]\['\w+'\]/g, 'Scalars["$1"]')
    .replace(/^( {2}\w+ = )'(\w+)'/gm, '$1"$2"')
}
