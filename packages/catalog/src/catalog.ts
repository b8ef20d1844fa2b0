import { existsSync, readdirSync } from 'node:fs'

/** Location of a connector document in the catalog. */
export interface CatalogDocument {
  /** The folder's name, which the document repeats in `x-airbyte-connector-name`. */
  readonly slug: string
  /** A `file:` URL of the `connector.yaml`. */
  readonly url: URL
}

/**
 * The connector documents of the catalog, by slug. Reads folder names only, no document; a folder without
 * a `connector.yaml` is left out.
 *
 * @param root The folder of folders, ending in `/`; other than the catalog for documents laid out like it.
 */
export function catalogDocuments(root: URL = new URL('../', import.meta.url)): readonly CatalogDocument[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ slug: name, url: new URL(`${encodeURIComponent(name)}/connector.yaml`, root) }))
    .filter(({ url }) => existsSync(url))
    .sort((one, other) => (one.slug < other.slug ? -1 : 1))
}
