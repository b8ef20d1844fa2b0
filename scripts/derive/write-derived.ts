import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type CatalogDocument, catalogDocuments } from '@bulkhead/catalog/catalog'
import type { Definition } from '@bulkhead/engine'
import { compileDefinition, loadDocument, toJson } from '@bulkhead/engine/document'
import { eventNames } from './event-names.ts'
import { sdkFiles } from './sdk-files.ts'

/** Writes what derives from contract and catalog. `scripts/derive.js` runs it when they have changed. */
const root = join(import.meta.dirname, '../..')
const RECORD = 'packages/sdk/src/generated/inputs.json'

/** What the derived files were made of. */
interface Made {
  /** Hash of all inputs. */
  readonly inputs: string
  readonly files: readonly string[]
  /** Hash of each document of the catalog, with the code that parses it. */
  readonly documents: Readonly<{ [slug: string]: string }>
}

const known: Partial<Made> = JSON.parse(read(RECORD) ?? '{}')
const parser = globSync('packages/engine/src/document/*.ts', { cwd: root }).sort().map(read).join()
const catalog = catalogDocuments().map(readDocument)
const files: { [path: string]: string } = {
  ...Object.fromEntries(catalog.map(({ path, json }) => [path, json])),
  ...sdkFiles(catalog),
  ...eventNames(),
}
const made: Made = {
  inputs: process.argv[2] ?? '',
  files: Object.keys(files),
  documents: Object.fromEntries(catalog.map(({ slug, hash }) => [slug, hash])),
}

for (const path of globSync('packages/{catalog/documents/*,sdk/src/generated/**/*.ts}', { cwd: root }))
  if (!(path in files)) rmSync(join(root, path))
for (const [path, text] of Object.entries({ ...files, [RECORD]: JSON.stringify(made) }))
  if (read(path) !== text) replaceFile(path, text)

/** Reads a document from its JSON, which takes a tenth of the time, unless its YAML has changed. */
function readDocument({ slug, url }: CatalogDocument) {
  const yaml = readFileSync(url, 'utf8')
  const hash = createHash('sha256').update(parser).update(yaml).digest('hex')
  const path = `packages/catalog/documents/${slug}.json`
  const json = known.documents?.[slug] === hash ? read(path) : undefined
  const definition = json === undefined ? undefined : compileJson(json, path)
  if (json !== undefined && definition !== undefined) return { slug, hash, path, definition, json }
  const document = loadDocument(yaml, url.pathname)
  return {
    ...{ slug, hash, path, definition: compileDefinition(document) },
    json: `${JSON.stringify(toJson(document.root))}\n`,
  }
}

/** Returns undefined for a document that is invalid: its YAML has the lines to name. */
function compileJson(json: string, path: string): Definition | undefined {
  try {
    return compileDefinition(loadDocument(json, path))
  } catch {
    return undefined
  }
}

function read(path: string): string | undefined {
  const file = join(root, path)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

/** Replaces a file in one step: a server may be reading it. */
function replaceFile(path: string, text: string): void {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.${process.pid}`, text)
  renameSync(`${file}.${process.pid}`, file)
}
