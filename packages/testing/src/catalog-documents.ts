import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CATALOG, documentPath } from '@bulkhead/catalog/catalog-index'
import { type Definition, loadDefinition } from '@bulkhead/engine'

/** Copies of the catalog's documents for a server, each with a token as its only credential. */
export interface CatalogDocuments {
  /** Value for `BULKHEAD_CONNECTORS_DIR`. */
  readonly directory: string
  readonly definitions: readonly Definition[]
  remove(): void
}

/**
 * Copies documents of the catalog under other names. A copy takes a token, so that no service has to issue one, and is
 * otherwise equal to the original.
 *
 * @param slugs Default: all.
 */
export function copyCatalog(slugs?: readonly string[]): CatalogDocuments {
  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-catalog-'))
  const entries = CATALOG.filter(({ slug }) => slugs?.includes(slug) ?? true)
  const definitions = entries.map((entry) => {
    const document = JSON.parse(readFileSync(documentPath(entry), 'utf8'))
    const slug = `${entry.slug}-copy`
    document.info.title = `Copy of ${document.info.title}`
    document.info['x-airbyte-connector-name'] = slug
    document.info['x-airbyte-connector-definition-id'] = crypto.randomUUID()
    delete document.info['x-airbyte-auth-tooltip']
    delete document.info['x-airbyte-config-normalization']
    document.components.securitySchemes = { token: { type: 'http', scheme: 'bearer' } }
    document.security = [{ token: [] }]
    for (const path of Object.values<Record<string, { security?: unknown }>>(document.paths)) {
      for (const operation of Object.values(path)) delete operation.security
    }
    const text = JSON.stringify(document)
    mkdirSync(join(directory, slug))
    writeFileSync(join(directory, slug, 'connector.json'), text)
    return loadDefinition(text, slug).definition
  })
  return { directory, definitions, remove: () => rmSync(directory, { recursive: true, force: true }) }
}
