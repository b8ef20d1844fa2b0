import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** A document found in a folder of documents. */
export interface FoundDocument {
  /** Name of the document's folder: the slug of a document that does not state one. */
  readonly folder: string
  readonly path: string
  /** OpenAPI Overlay in the same folder, which corrects the document. */
  readonly overlay?: string
}

/** File names of a document, in order of preference. */
const NAMES = [
  ...['connector', 'openapi'].flatMap((name) => ['yaml', 'yml', 'json'].map((ending) => `${name}.${ending}`)),
  'schema.graphql',
]

const OVERLAYS = ['overlay.yaml', 'overlay.yml', 'overlay.json']

/**
 * Returns one document for each folder inside a folder, by the folder's name. Reads names only. A folder without a
 * document is left out.
 *
 * @param root Path of the outer folder.
 */
export function findDocuments(root: string): readonly FoundDocument[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .flatMap(({ name }) => documentIn(join(root, name)) ?? [])
    .sort((one, other) => (one.folder < other.folder ? -1 : 1))
}

/** Returns the document in a folder, if there is one. */
export function documentIn(folder: string): FoundDocument | undefined {
  const path = findFile(folder, NAMES)
  if (path === undefined) return undefined
  const overlay = overlayIn(folder)
  return { folder: basename(folder), path, ...(overlay !== undefined && { overlay }) }
}

/** Returns the path of a folder's overlay. */
export function overlayIn(folder: string): string | undefined {
  return findFile(folder, OVERLAYS)
}

/** Reads an overlay, as `importDefinition` takes it. */
export function readOverlay(path: string | undefined) {
  return path === undefined ? undefined : { text: readFileSync(path, 'utf8'), source: path }
}

function findFile(folder: string, names: readonly string[]): string | undefined {
  return names.map((name) => join(folder, name)).find((candidate) => existsSync(candidate))
}
