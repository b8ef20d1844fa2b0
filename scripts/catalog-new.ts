import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { CATALOG } from '@bulkhead/catalog/catalog-index'
import { isEngineError } from '@bulkhead/engine/errors'
import { scaffoldConnector } from './scaffold/scaffold-connector.ts'

const HELP = `Begins a connector of the catalog from an OpenAPI 3 description of the service.

  npm run catalog:new -- <slug> --openapi <file> [--name <name>] [--only <path>]… [--to <folder>]

  <slug>            name of the folder and of the type of connector: lower case, digits, dashes
  --openapi <file>  the description, YAML or JSON
  --name <name>     what people call the service; made from the slug otherwise
  --only <path>     take only paths that begin so; may be given several times
  --to <folder>     where the connector's folder is made; packages/catalog otherwise

It writes connector.yaml, README.md and icon.svg. docs/tutorials/add-a-service.md says how to go on.
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    openapi: { type: 'string' },
    name: { type: 'string' },
    only: { type: 'string', multiple: true, default: [] },
    to: { type: 'string', default: join(import.meta.dirname, '../packages/catalog') },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
const [slug] = positionals
if (values.help) process.stdout.write(HELP)
else if (slug === undefined || values.openapi === undefined || positionals.length > 1) fail(HELP)
else if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(slug)) fail(`${slug} is no slug, such as acme or acme-mail.\n`)
else if (CATALOG.some((entry) => entry.slug === slug)) fail(`The catalog has ${slug} already.\n`)
else begin(slug, values.openapi, values.to)

function begin(wanted: string, file: string, to: string): void {
  const folder = join(to, wanted)
  if (existsSync(folder)) {
    fail(`${folder} is there already.\n`)
    return
  }
  const words = wanted.split('-').map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`)
  const options = {
    slug: wanted,
    name: values.name ?? words.join(' '),
    definition_id: randomUUID(),
    only: values.only,
  }
  try {
    const { files, definition, left_out } = scaffoldConnector(readFileSync(file, 'utf8'), file, options)
    mkdirSync(folder, { recursive: true })
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    for (const [entity, actions] of definition.entities) {
      process.stdout.write(`${entity}: ${[...actions.keys()].join(', ')}\n`)
    }
    for (const { what, reason } of left_out) process.stdout.write(`left out: ${what}: ${reason}\n`)
    process.stdout.write(`Written to ${folder}. Next: npx bulkhead definitions check ${folder}\n`)
  } catch (error) {
    if (!isEngineError(error) && (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    const { message } = error as Error
    fail(
      message.includes('is larger than') ? `${message}, or take less of it with --only.\n` : `${message}\n`,
    )
  }
}

function fail(message: string): void {
  process.stderr.write(message)
  process.exitCode = 1
}
