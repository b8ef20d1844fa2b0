import { statSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { documentIn, findDocuments, overlayIn } from '@bulkhead/catalog/find-documents'

/** File to check. */
export interface Collected {
  readonly path: string
  /** Name of a document that has none itself, from its folder. */
  readonly slug?: string
  /** Path of the overlay beside it. */
  readonly overlay?: string | undefined
}

/** Returns the documents of a path: the file itself, or the files that a server would load from the folder. */
export function collectDocuments(path: string): readonly Collected[] {
  if (!statSync(path).isDirectory()) {
    const folder = dirname(resolve(path))
    const [name] = /^(openapi|connector)(?=\.(ya?ml|json)$)|^schema\.graphql$/.exec(basename(path)) ?? []
    const overlay = name === undefined ? undefined : overlayIn(folder)
    const isNamed = name !== undefined && name !== 'connector'
    return [{ path, overlay, ...(isNamed && { slug: basename(folder) }) }]
  }
  const own = documentIn(path)
  const found = [...(own === undefined ? [] : [own]), ...findDocuments(path)]
  if (found.length > 0) return found.map(({ path, folder, overlay }) => ({ path, slug: folder, overlay }))
  throw new Error(
    'the folder has no document; they are <folder>/<name>/connector.yaml, openapi.yaml or schema.graphql',
  )
}
