import { readFileSync } from 'node:fs'
import { catalogDocuments } from '@bulkhead/catalog/catalog'
import { compareWithFacts, unexplained } from '@bulkhead/catalog/workshop/compare-with-facts'
import { acceptedDifferences, connectorFacts, operationFacts } from '@bulkhead/catalog/workshop/facts'
import { compileDefinition, loadDocument } from '@bulkhead/engine/document'

/**
 * Compares every document of the catalog with `packages/catalog/workshop/facts`. Fails if a document lacks something that
 * existing clients rely on, unless `accepted.tsv` gives a reason.
 */
const accepted = acceptedDifferences()
let count = 0
for (const { slug, url } of catalogDocuments()) {
  const facts = connectorFacts().find((row) => row.slug === slug)
  if (facts === undefined) {
    process.stdout.write(`${slug}: no facts\n`)
    continue
  }
  const operations = operationFacts().filter((row) => row.slug === slug)
  const definition = compileDefinition(loadDocument(readFileSync(url, 'utf8'), url.pathname))
  const differences = compareWithFacts(definition, facts, operations)
  const open = unexplained(differences, accepted)
  count += open.length
  const explained = differences.length - open.length
  process.stdout.write(
    `${slug}: ${operations.length} operations, ${open.length} differences, ${explained} accepted\n`,
  )
  for (const { entity, action, difference } of open) {
    process.stdout.write(`  ${[entity, action].filter((part) => part !== '').join(' ')}: ${difference}\n`)
  }
}
if (count > 0) process.exitCode = 1
