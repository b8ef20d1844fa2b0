import { type Verification, verifications } from '@bulkhead/catalog/workshop/facts'
import type { AuthOption, Definition, Operation } from '@bulkhead/engine'
import { usedSettings } from '@bulkhead/engine/describe'
import { takesClient } from '@bulkhead/engine/oauth'

const KINDS: Readonly<Record<AuthOption['kind'], string>> = {
  bearer: 'token',
  basic: 'user and password',
  api_key: 'key',
  oauth2: 'OAuth 2',
}

/**
 * Returns the pages of the catalog by path: a list of the services, and for each service its operations and how they
 * were verified.
 */
export function catalogPages(definitions: readonly Definition[]): Record<string, string> {
  const verified = new Map(verifications().map((row) => [toKey(row.slug, row), row]))
  const rows = definitions.map((definition) => getOverview(definition, verified))
  const sums = [0, 1, 2, 3, 4].map((column) =>
    rows.reduce((sum, { counts }) => sum + (counts[column] ?? 0), 0),
  )
  const index = `# The catalog

Made by \`npm run generate\` from \`packages/catalog\`.

Each service is one [connector document](connector-documents.md), with a README that says where to get credentials and
which rights they need. Another one is a folder: [add a service](../tutorials/add-a-service.md).

## How an operation was verified

The column **Verified** says how an operation was compared with something that is not ours:

- \`schema\`: \`npm run catalog:verify\` sent it, with all its example parameters, to a stand-in that serves a description of
  the service. The stand-in accepted it, and the description has each of its parameters. The description is the service's
  own or somebody else's. If there is none, the code of a client of the service takes its place: it tells names and no
  types. If no npm package contains the client or the description, \`packages/catalog/workshop/facts/clients.tsv\` notes what it
  says, with file and commit.
- \`docs\`: somebody compared its method, path and parameters with the page of the service's documentation, or with a
  description that was made of it.
- \`no\`: neither. It passes every other test.

## The services

The marks come from [Simple Icons](https://simpleicons.org) and are trademarks of their owners. A service without a mark there
has its first letter.

| Service | Slug | Entities | Operations | schema | docs | no | Authentication |
| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |
${rows.map(({ line }) => line).join('\n')}
| ${definitions.length} services | | ${sums.join(' | ')} | |
`
  return {
    'docs/reference/catalog.md': index,
    ...Object.fromEntries(
      definitions.map((definition) => [
        `docs/reference/catalog/${definition.slug}.md`,
        toPage(definition, verified),
      ]),
    ),
  }
}

type Verified = ReadonlyMap<string, Verification>

function getOverview(definition: Definition, verified: Verified) {
  const operations = getOperations(definition)
  const by = (wanted: string) =>
    operations.filter((operation) => verdictOn(definition, operation, verified) === wanted).length
  const counts = [definition.entities.size, operations.length, by('schema'), by('docs'), by('no')]
  const { slug, display_name, auth_options } = definition
  const ways = auth_options.map(({ kind }) => KINDS[kind]).join(', ')
  const icon = `<img src="../../packages/catalog/${slug}/icon.svg" alt="" width="20" height="20">`
  return {
    counts,
    line: `| ${icon} [${display_name}](catalog/${slug}.md) | \`${slug}\` | ${counts.join(' | ')} | ${ways} |`,
  }
}

function toPage(definition: Definition, verified: Verified): string {
  const { slug, display_name, description, auth_options, base_url } = definition
  const ways = auth_options.map(({ title, kind, fields, credential_help: help }) => {
    const list = fields.map(({ name, required }) => `\`${name}\`${required ? '' : ' (optional)'}`).join(', ')
    const from = help?.url === undefined ? '' : ` ([${new URL(help.url).host}](${help.url}))`
    return `- ${title} (${KINDS[kind]}): ${list}${help === undefined ? '' : `. ${inCell(help.text)}${from}`}`
  })
  if (takesClient(definition))
    ways.push(
      `- Callback URL of an OAuth app: \`<BULKHEAD_PUBLIC_URL>/api/v1/oauth/callback/${slug}\`, see [OAuth](../../guides/oauth.md#once-per-organization)`,
    )
  const set = usedSettings(definition).map(({ name, required, default: value, description: text }) => {
    const state = required ? 'required' : `default \`${value}\``
    return `- Setting \`${name}\` (${state})${text === undefined ? '' : `: ${inCell(text)}`}`
  })
  const rows = getOperations(definition).map((operation) => {
    const { entity, action, summary = '', effect, destructive, effect_reason } = operation
    const does = destructive ? `destructive: ${effect_reason}` : effect
    const verdict = verdictOn(definition, operation, verified)
    const source = verified.get(toKey(slug, operation))?.source ?? ''
    const shown = verdict === 'docs' ? `[docs](${source})` : verdict
    return `| \`${entity}\` | \`${action}\` | ${inCell(summary)} | ${does} | ${shown} |`
  })
  return `# <img src="../../../packages/catalog/${slug}/icon.svg" alt="" width="28" height="28"> ${display_name}

${inCell(description)}

Base URL: \`${base_url}\`. [Credentials, limits, an example](../../../packages/catalog/${slug}/README.md). [All services](../catalog.md).

${[...ways, ...set].join('\n')}

| Entity | Action | | Effect | [Verified](../catalog.md#how-an-operation-was-verified) |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`
}

function getOperations({ entities }: Definition): readonly Operation[] {
  return [...entities.values()].flatMap((actions) => [...actions.values()])
}

function verdictOn({ slug }: Definition, operation: Operation, verified: Verified): 'schema' | 'docs' | 'no' {
  return verified.get(toKey(slug, operation))?.by ?? 'no'
}

function toKey(slug: string, { entity, action }: Pick<Verification, 'entity' | 'action'>): string {
  return `${slug} ${entity} ${action}`
}

function inCell(text: string): string {
  return text.replaceAll('\n', ' ').replaceAll('|', '\\|').trim()
}
