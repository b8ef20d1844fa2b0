import { compareDefinitions, renderDifference } from '@bulkhead/engine/document'
import { UsageError } from '#command/command-error'
import { type Collected, collectDocuments } from './collect-documents.ts'
import { attemptPath, loadPath } from './load-path.ts'

/** Prints the differences of two versions of a document, and returns the exit code. */
export function diffPaths(before: string, after: string): number {
  const [old, current] = [collectOne(before), collectOne(after)]
  // A plain OpenAPI document takes its name from its folder, which differs between the two versions.
  const slug = current.slug ?? old.slug
  const named = (document: Collected) => loadPath(slug === undefined ? document : { ...document, slug })
  const difference = compareDefinitions(named(old), named(current))
  process.stdout.write(renderDifference(difference))
  const { operations, connectors } = difference
  const isSafe = operations.every(({ breaks, narrowed }) => !breaks && narrowed.length === 0)
  return isSafe && connectors.length === 0 ? 0 : 1
}

function collectOne(path: string): Collected {
  const [document, ...others] = attemptPath(path, () => collectDocuments(path))
  if (document !== undefined && others.length === 0) return document
  throw new UsageError(`${path} holds several documents. Name one.`)
}
