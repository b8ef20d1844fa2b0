import { existsSync, readdirSync } from 'node:fs'

/** Location of a connector document in the catalog. */
export interface CatalogDocument {
  /** The folder's name, which the document repeats in `x-airbyte-connector-name`. */
  readonly slug: string
  /** A `file:` URL of the `connector.yaml`. */
  readonly url: URL
}

/**
 * Returns the connector documents of the catalog, by slug. Reads only the names of folders, not the documents. A folder
 * without a `connector.yaml` is left out.
 *
 * @param root URL of the folder that holds the documents' folders, ending in `/`. Default: the catalog.
 */
export function catalogDocuments(root: URL = new URL('../', import.meta.url)): readonly CatalogDocument[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ slug: name, url: new URL(`${encodeURIComponent(name)}/connector.yaml`, root) }))
    .filter(({ url }) => existsSync(url))
    .sort((one, other) => (one.slug < other.slug ? -1 : 1))
}
