import { statSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { documentIn, findDocuments } from '@bulkhead/catalog/find-documents'

/** A file to check. */
export interface Collected {
  readonly path: string
  /** Fallback name of a document without one, from its place. */
  readonly slug?: string
}

/** Returns the documents of a path: the file itself, or the ones that a server would load from the folder. */
export function collectDocuments(path: string): readonly Collected[] {
  if (!statSync(path).isDirectory()) {
    const folder = dirname(resolve(path))
    return [/^openapi\.(ya?ml|json)$/.test(basename(path)) ? { path, slug: basename(folder) } : { path }]
  }
  const own = documentIn(path)
  const found = [...(own === undefined ? [] : [own]), ...findDocuments(path)]
  if (found.length > 0) return found.map(({ path: file, folder }) => ({ path: file, slug: folder }))
  throw new Error('the folder has no document; they are <folder>/<name>/connector.yaml or openapi.yaml')
}
