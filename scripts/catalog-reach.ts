import { readFileSync } from 'node:fs'
import { catalogDocuments } from '@bulkhead/catalog/catalog'
import { deriveReach, getOperations } from '@bulkhead/catalog/workshop/reach/derive-reach'
import type { DerivedReach } from '@bulkhead/catalog/workshop/reach/derived-reach'
import { compileDefinition, loadDocument } from '@bulkhead/engine/document'

/**
 * Prints, for every operation of the catalog, the parameters that could reach another operation. The server rejects a
 * caller who may not run that other operation. An operation that is not listed has no such parameter.
 */
let operations = 0
let rows = 0
const counts = new Map<string, number>()
for (const { slug, url } of catalogDocuments()) {
  const definition = compileDefinition(loadDocument(readFileSync(url, 'utf8'), url.pathname))
  operations += getOperations(definition).length
  const lines = new Map<string, string[]>()
  for (const row of deriveReach(definition)) {
    const key = [slug, `${row.own.entity} ${row.own.action}`, row.parameter, row.by].join('\t')
    lines.set(key, [...(lines.get(key) ?? []), reachedIn(row)])
    counts.set(row.by, (counts.get(row.by) ?? 0) + 1)
    rows += 1
  }
  for (const [key, reached] of lines) process.stdout.write(`${key}\t${[...new Set(reached)].join(', ')}\n`)
}
const sums = [...counts].map(([by, count]) => `${count} by ${by}`).join(', ')
process.stdout.write(`${operations} operations, ${rows} ways to another one: ${sums}\n`)

function reachedIn({ reached }: DerivedReach): string {
  return reached === undefined ? 'any that reads' : `${reached.entity} ${reached.action}`
}
