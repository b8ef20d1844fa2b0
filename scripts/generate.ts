import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { catalogDocuments } from '@bulkhead/catalog/catalog'
import type { CatalogEntry } from '@bulkhead/catalog/catalog-index'
import { type Mark, toTile } from '@bulkhead/catalog/marks'
import { ERRORS } from '@bulkhead/contract/errors'
import { openApiDocument } from '@bulkhead/contract/openapi'
import { getErrors } from '@bulkhead/contract/operation'
import { operations } from '@bulkhead/contract/operations'
import { compileDefinition, loadDocument } from '@bulkhead/engine/document'
import { takesClient } from '@bulkhead/engine/oauth'
import {
  getHelp,
  getVariableNames,
  VARIABLES,
  type VariableName,
} from '@bulkhead/server/main/variables/variables'
import { EXAMPLE_VALUES } from '@bulkhead/testing/helm/chart-values'
import { renderManifests, toManifestFile } from '@bulkhead/testing/helm/render-chart'
import { readTexts, withTexts } from '../packages/web/texts.js'
import { catalogMarks } from './catalog-marks.ts'
import { catalogPages } from './catalog-page.ts'
import { conformanceReport } from './conformance-report.ts'
import { withSnippets } from './doc-snippets.ts'
import { withEventTable } from './event-table.ts'
import { cliPages } from './generate-cli.ts'
import { httpPages } from './http-pages.ts'
import { overviewPicture } from './overview-picture.ts'
import { roomsPicture } from './rooms-picture.ts'
import { sdkPages } from './sdk-pages.ts'

/**
 * Writes the derived files that are in git, for their diff is part of a review: `openapi.json`, `docs/reference`, the index, the
 * marks and the icons of the catalog, snippets and tables inside of pages, the chart's examples, the strings of the web app's
 * translations. `scripts/derive.js` makes those that are not. With `--check` it writes nothing and fails where one differs.
 */
const root = join(import.meta.dirname, '..')
const PAGES = [
  'README.md',
  'packages/sdk/README.md',
  ...globSync('docs/{tutorials,guides,concepts}/*.md', { cwd: root }).sort(),
]
const { version } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8'))

const catalog = catalogDocuments().map(({ slug }) => {
  const document = `packages/catalog/documents/${slug}.json`
  return { slug, definition: compileDefinition(loadDocument(read(document) ?? '', document)) }
})
const definitions = catalog.map(({ definition }) => definition)
const marks = await catalogMarks(
  definitions.flatMap(({ mark }) => mark ?? []),
  JSON.parse(read('packages/catalog/marks.json') ?? '{}'),
)

const files: Record<string, string> = {
  'openapi.json': `${JSON.stringify(openApiDocument(version), null, 2)}\n`,
  'docs/reference/errors.md': errorsPage(),
  'docs/reference/settings.md': settingsPage(),
  ...(await cliPages(readIntroduction('docs/reference/cli.md', 'commands'), version)),
  'packages/engine/CONFORMANCE.md': conformanceReport(
    read('docs/reference/connector-documents.md') ?? '',
    join(root, 'packages'),
  ),
  ...httpPages(readIntroduction('docs/reference/http.md', 'operations'), version),
  'docs/images/overview.svg': overviewPicture(),
  'docs/images/rooms.svg': roomsPicture(),
  ...catalogPages(definitions),
  'packages/catalog/catalog.json': catalogIndex(),
  'packages/catalog/marks.json': marks,
  ...catalogIcons(JSON.parse(marks)),
  ...sdkPages(),
  ...languageFiles(),
  ...chartExamples(),
  ...Object.fromEntries(
    PAGES.map((file) => [
      file,
      withCount(withEventTable(withSnippets(read(file) ?? '', join(root, 'docs/snippets')))),
    ]),
  ),
}

const made = ['docs/reference/http', 'docs/reference/cli', 'docs/reference/catalog', 'docs/reference/sdk']
const left = globSync(
  made.map((folder) => `${folder}/*.md`),
  { cwd: root },
).filter((file) => !(file in files))
const stale = Object.entries(files).filter(([file, text]) => read(file) !== text)
if (process.argv.includes('--check')) {
  for (const file of [...stale.map(([file]) => file), ...left])
    process.stderr.write(`${file} is stale. Run: npm run generate\n`)
  process.exitCode = stale.length + left.length > 0 ? 1 : 0
} else {
  for (const file of left) rmSync(join(root, file))
  for (const [file, text] of stale) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(join(root, file), 'utf8')
  } catch {
    return undefined
  }
}

/** Returns a page with the current number of services in the catalog. */
function withCount(page: string): string {
  return page.replace(/(\[catalog\]\([^)]*\)\shas\s)\d+(?=\sservices)/g, `$1${definitions.length}`)
}

/** Returns a page's hand-written introduction before the generated part. */
function readIntroduction(file: string, before: string): string {
  const [introduction = ''] = (read(file) ?? '').split(new RegExp(`(?<=<!-- ${before} -->\\n)`))
  return introduction
}

/** Returns the translation files with all strings of the app. New strings have no translation yet. */
function languageFiles(): Record<string, string> {
  const texts = readTexts(root, globSync(join(root, 'packages/web/src/**/*.{ts,tsx}')).sort())
  return Object.fromEntries(
    globSync('packages/web/src/texts/*.po', { cwd: root }).map((file) => [
      file,
      withTexts(texts, read(file) ?? ''),
    ]),
  )
}

function catalogIndex(): string {
  const entries = catalog.map(({ slug, definition }): CatalogEntry => {
    const { definition_id, display_name, version: stated, mark = null } = definition
    return { slug, definition_id, display_name, version: stated, takes_client: takesClient(definition), mark }
  })
  return `${JSON.stringify(entries, null, 2)}\n`
}

function catalogIcons(known: Readonly<Record<string, Mark>>): Record<string, string> {
  const icons = catalog.map(({ slug, definition: { display_name, mark } }) => [
    `packages/catalog/${slug}/icon.svg`,
    toTile(display_name, mark === undefined ? undefined : known[mark]),
  ])
  return Object.fromEntries(icons)
}

function errorsPage(): string {
  const rows = Object.entries(ERRORS).map(([code, { status, title, remedy }]) => {
    const where = operations.filter((operation) => getErrors(operation).includes(code as keyof typeof ERRORS))
    const isCommon = where.length > operations.length / 2
    const list = isCommon
      ? 'most, as `/openapi.json` says'
      : where.map(({ operationId }) => operationId).join(', ')
    return `### \`${code}\`\n\n${status}. ${title}.\n\n${remedy}\n\nOperations: ${list || 'before any operation is chosen'}.\n`
  })
  return `# Errors

Made by \`npm run generate\` from \`packages/contract/src/errors.ts\`.

Every error has this body, and \`code\` never changes its meaning:

\`\`\`json
{
  "message": "There is no such connector.",
  "code": "connector_not_found",
  "request_id": "0198c5e2-7e0a-7c6e-b1de-2f1e6f1c9a11",
  "errors": [
    { "field": "path.connector_id", "message": "There is no such connector.", "error_code": "connector_not_found", "details": null }
  ]
}
\`\`\`

\`errors\` has one entry per problem; \`field\` is a dotted path such as \`body.workspace_name\`,
and \`request\` if the problem is in no part of the request. Failures of a
service carry \`details.upstream_status\`. 401 always means the Bulkhead token, never the stored credential.
A client may repeat a request after 429, 502, 503 or 504. If a write may have happened, the status is 424 instead.

${rows.join('\n')}`
}

function settingsPage(): string {
  const escaped = (text: string) => text.replaceAll('<', '&lt;')
  const rows = Object.entries(VARIABLES).map(
    ([name, variable]) =>
      `| ${getVariableNames(name as VariableName)
        .map((it) => `\`${it}\``)
        .join(', ')} | ${escaped(getHelp(name as VariableName))} | ${escaped(variable.default)} |`,
  )
  return `# Settings

Made by \`npm run generate\` from \`packages/server/src/main/variables/\`; \`bulkhead serve --help\` prints the same.
Read once at start from the environment. A secret has two variables: one with its text, and one that ends in \`_FILE\` and names a
file with it, as container engines and systemd hand secrets over. White space around the text of a file does not count. Set one of the two.
If a setting needs another one that is absent or has another value, it is ignored, and the server says so when it starts.

| Variable | Meaning | Default |
|---|---|---|
${rows.join('\n')}
`
}

/** Returns what the chart makes of each example. */
function chartExamples(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(EXAMPLE_VALUES).map(([name, values]) => [
      `deploy/helm/examples/${name}.rendered.yaml`,
      toManifestFile(
        renderManifests(values),
        `# What the chart makes of ${name}.values.yaml. Made by npm run generate.`,
      ),
    ]),
  )
}
