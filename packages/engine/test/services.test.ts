import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { mutateDocuments } from '@bulkhead/testing/documents/mutate-documents'
import { planService } from '@bulkhead/testing/documents/plan-service'
import { serviceDocument } from '@bulkhead/testing/documents/service-document'
import { readServiceFacts } from '@bulkhead/testing/documents/service-facts'
import { AUTH_KINDS } from '#model/definition'

const services = readServiceFacts()

for (const service of services) {
  // Shows Where documents lie: documents of 51 services load, and every operation can be planned
  test(`the document of ${service.slug} loads, and every operation is planned as the table says`, () => {
    const { operations, planned, faults } = planService(service)
    assert.deepEqual(faults, [])
    assert.ok(operations > 0 && planned >= 2 * operations)
  })
}

test('the services cover every kind of authentication, body and place of a parameter', () => {
  const operations = services.flatMap((service) => service.operations)
  assert.deepEqual([services.length, operations.length], [51, 1053])
  const kinds = new Set(services.flatMap(({ schemes }) => schemes.map(({ kind }) => kind)))
  assert.deepEqual([...kinds].sort(), [...AUTH_KINDS].sort())
  const bodies = new Set(operations.map(({ body }) => body))
  assert.deepEqual([...bodies].sort(), ['form', 'graphql', 'json', 'multipart_related', 'none'])
  const places = new Set(operations.flatMap(({ parameters }) => parameters.map(({ place }) => place)))
  assert.deepEqual([...places].sort(), ['body', 'header', 'path', 'query', 'variable'])
})

// Shows Where documents lie: a broken document is reported and breaks nothing else
test('a document with random damage is reported, and breaks nothing', () => {
  const example = readFileSync(
    new URL('../../../docs/reference/connector-documents.md', import.meta.url),
    'utf8',
  )
  const [, yaml = ''] = /```yaml worked-example\n([\s\S]*?)```/.exec(example) ?? []
  const made = services.slice(0, 3).map((service) => JSON.stringify(serviceDocument(service), null, 1))
  assert.ok(yaml.length > 1_000)
  mutateDocuments([yaml, ...made], 300, 4747)
})
