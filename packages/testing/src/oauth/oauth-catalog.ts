import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CATALOG, documentPath } from '@bulkhead/catalog/catalog-index'
import { VENDORS } from './vendors.ts'

/** Copies of the catalog's documents whose token endpoints are on a test server. */
export interface OAuthCatalog {
  /** Value for `BULKHEAD_CONNECTORS_DIR`. */
  readonly directory: string
  remove(): void
}

/**
 * Copies the documents of services with OAuth consent. A copy has another name, and its authorization page and token
 * endpoint at `origin`. The query of the page stays.
 */
export function copyOAuthCatalog(origin: string): OAuthCatalog {
  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-oauth-'))
  for (const entry of CATALOG.filter(({ slug }) => slug in VENDORS)) {
    const document = JSON.parse(readFileSync(documentPath(entry), 'utf8'))
    const slug = `${entry.slug}-copy`
    document.info.title = `Copy of ${document.info.title}`
    document.info['x-airbyte-connector-name'] = slug
    document.info['x-airbyte-connector-definition-id'] = crypto.randomUUID()
    for (const scheme of Object.values<Record<string, unknown>>(document.components.securitySchemes)) {
      const flow = (scheme.flows as Record<string, Record<string, string>> | undefined)?.authorizationCode
      if (flow === undefined) continue
      const [, query] = (flow.authorizationUrl ?? '').split('?')
      flow.authorizationUrl = `${origin}/${entry.slug}/authorize${query === undefined ? '' : `?${query}`}`
      flow.tokenUrl = `${origin}/${entry.slug}/token`
      if (flow.refreshUrl !== undefined) flow.refreshUrl = flow.tokenUrl
      const server = scheme['x-bulkhead-server'] as { url: string } | undefined
      if (server !== undefined) server.url = server.url.replace(/^https:\/\/[^/]+/, origin)
      const lookup = scheme['x-bulkhead-token-lookup'] as { url: string } | undefined
      if (lookup !== undefined) lookup.url = `${origin}/${entry.slug}/lookup`
      const revocation = scheme['x-bulkhead-token-revocation']
      if (revocation !== undefined) {
        const url = `${origin}/${entry.slug}/revoke`
        scheme['x-bulkhead-token-revocation'] =
          typeof revocation === 'string' ? url : { ...Object(revocation), url }
      }
    }
    mkdirSync(join(directory, slug))
    writeFileSync(join(directory, slug, 'connector.json'), JSON.stringify(document))
  }
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) }
}
