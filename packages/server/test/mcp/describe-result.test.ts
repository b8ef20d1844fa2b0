import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { DefinitionDescription } from '@bulkhead/engine/describe'
import { importDefinition } from '@bulkhead/import/import-definition'
import { describeResult } from '@bulkhead/server/mcp/results/describe-result'
import { MOST_CHARACTERS } from '@bulkhead/server/mcp/results/result-limit'
import { describeCatalog, describeWhole } from '@bulkhead/testing/describe-catalog'

const ID = '0197f7a0-0000-7000-8000-000000000000'

/** Asserts that each result about a connector fits, and that together they name every operation. */
function assertFits(description: DefinitionDescription): number {
  const lengths: number[] = []
  const get = (request: Parameters<typeof describeResult>[2]) => {
    const entities = description.entities.filter(({ entity }) => request.entity === entity)
    const part = request.entity === undefined ? description : { ...description, entities }
    const result = describeResult(ID, part, request)
    lengths.push(JSON.stringify(result).length)
    return result as { next_cursor?: string; entities?: { entity: string; actions: object[] }[] }
  }
  const seen: string[] = []
  for (let cursor: string | undefined = '0'; cursor !== undefined; ) {
    const { entities = [], next_cursor } = get({ cursor })
    seen.push(...entities.map(({ entity }) => entity))
    cursor = next_cursor
  }
  assert.deepEqual(
    seen,
    description.entities.map(({ entity }) => entity),
  )
  for (const { entity, operations } of description.entities) {
    get({ entity })
    for (const { action } of operations) get({ entity, action })
  }
  const longest = Math.max(...lengths)
  assert.ok(longest <= MOST_CHARACTERS, `${description.slug}: ${longest}`)
  return longest
}

test('what a model is told of a connector of the catalog fits one result', () => {
  for (const description of describeCatalog()) assertFits(description)
})

/** A description whose schemas contain each other many times. */
function wide(): DefinitionDescription {
  const object = (properties: object) => ({ type: 'object', properties })
  const part = (name: string) => ({ $ref: `#/components/schemas/${name}` })
  const schemas: Record<string, object> = {
    Leaf: object({ code: { type: 'string', description: 'A code. '.repeat(20) } }),
  }
  for (let level = 1; level <= 6; level += 1) {
    const inner = part(level === 1 ? 'Leaf' : `Level${level - 1}`)
    const names = Array.from({ length: 5 }, (_, index) => [`part_${level}_${index}`, inner] as const)
    const readOnly = { type: 'string', readOnly: true }
    schemas[`Level${level}`] = object({ ...Object.fromEntries(names), created_at: readOnly })
  }
  const body = { required: true, content: { 'application/json': { schema: part('Level6') } } }
  const responses = { 200: { description: 'Done', content: body.content } }
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } }
  const document = {
    openapi: '3.1.0',
    info: { title: 'Wide', version: '1' },
    servers: [{ url: 'https://api.acme.example' }],
    components: { schemas },
    paths: {
      '/crates': { post: { operationId: 'createCrate', requestBody: body, responses } },
      '/crates/{id}': { put: { operationId: 'updateCrate', parameters: [id], requestBody: body, responses } },
    },
  }
  const { definition } = importDefinition(JSON.stringify(document), 'wide.json', {})
  return describeWhole(definition)
}

test('schemas are cut by depth until they fit, and the rest is found by action and path', () => {
  const description = wide()
  assert.ok(JSON.stringify(description).length > 1_000_000)
  assertFits(description)
  const get = (request: object) =>
    describeResult(ID, description, { entity: 'crates', ...request }) as unknown as {
      more?: string
      operations: { action: string; params: { properties: Record<string, { description?: string }> } }[]
    }
  const both = get({})
  assert.deepEqual(
    both.operations.map(({ action }) => action),
    ['create', 'update'],
  )
  assert.match(both.more ?? '', /`path`, such as `part_6_0\.part_5_0/)
  const text = JSON.stringify(both)
  assert.match(text, /Fields: part_2_0, part_2_1/)
  assert.doesNotMatch(text, /created_at/)
  const deep = get({ action: 'create', path: 'part_6_0.part_5_1.part_4_2.part_3_3' })
  assert.deepEqual(Object.keys(deep.operations[0]?.params.properties ?? {}).slice(0, 2), [
    'part_2_0',
    'part_2_1',
  ])
  assert.throws(
    () => get({ path: 'part_6_9' }),
    /no param at the path part_6_9. It begins with one of id|part_6_0/,
  )
  assert.throws(() => get({ action: 'list' }), /crates has no action list; it has create, update/)
})

test('a schema that two operations have is written once', () => {
  const fields = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [
      `field_${index}`,
      { type: 'string', description: `Field ${index} of the address.` },
    ]),
  )
  const params = { type: 'object', properties: { address: { type: 'object', properties: fields } } }
  const operation = (action: string) =>
    ({
      entity: 'shops',
      action,
      effect: 'write',
      pagination: null,
      params,
      leave_out: [],
      example: {},
    }) as never
  const description = {
    slug: 'acme',
    display_name: 'Acme',
    description: 'Shops.',
    entities: [
      { entity: 'shops', operations: [operation('create'), operation('update')], relationships: [] },
    ],
  }
  const result = describeResult(ID, description, { entity: 'shops' }) as unknown as {
    schemas: Record<string, { properties: object }>
    operations: { params: { properties: object } }[]
  }
  assert.deepEqual(
    result.operations.map(({ params }) => params.properties),
    [{ address: { $ref: '#/schemas/address' } }, { address: { $ref: '#/schemas/address' } }],
  )
  assert.deepEqual(result.schemas.address?.properties, fields)
})

test('a large description of a service is told entity by entity', () => {
  const text = readFileSync(new URL('../../../testing/descriptions/github.json', import.meta.url), 'utf8')
  const { definition } = importDefinition(text, 'github.json', {})
  assertFits(describeWhole(definition))
})
