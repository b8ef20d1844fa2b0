import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getToolNames } from '@bulkhead/server/mcp/tools/expanded/expand-tools'
import {
  getExtras,
  getInput,
  getRenamed,
  getRenamedParams,
  splitInput,
} from '@bulkhead/server/mcp/tools/expanded/expanded-input'
import { inputSchema } from '@bulkhead/server/mcp/tools/plain-schema'
import { TOOLS } from '@bulkhead/server/mcp/tools/tools'
import { describeCatalog } from '@bulkhead/testing/describe-catalog'
import { refusedByModels } from '@bulkhead/testing/model-rules'

type Schema = Record<string, unknown>

test('the APIs of models accept the plain tools', (t) => {
  const tools = TOOLS.flatMap(({ name, input, applicationInput = input }) =>
    [input, applicationInput].map((shape) => ({ name, schema: inputSchema(shape) as Schema })),
  )
  for (const [api, refused] of Object.entries(refusedByModels(tools))) {
    t.diagnostic(`${api}: ${tools.length} plain schemas, ${refused.length} refused`)
    assert.deepEqual(refused, [], api)
  }
})

test('the APIs of models accept the expanded tools of the whole catalog, and arguments lead back to params', (t) => {
  const operations = [...describeCatalog()].flatMap(({ slug, entities }) =>
    entities.flatMap((entity) => entity.operations.map((operation) => ({ slug, ...operation }))),
  )
  const names = getToolNames(
    operations,
    TOOLS.map(({ name }) => name),
  )
  assert.equal(new Set(names).size, operations.length)
  let count = 0
  const tools = operations.flatMap((operation, index) =>
    [false, true].map((hasChoice) => {
      const extras = getExtras(operation, hasChoice)
      const renamed = getRenamed(operation)
      const schema = getInput(operation, ['a', 'b'], extras, renamed)
      const given = Object.fromEntries(Object.keys(schema.properties as object).map((name) => [name, name]))
      const { params } = splitInput(given, extras, renamed)
      for (const param of Object.keys(params))
        assert.ok(Object.hasOwn(operation.params.properties, param), param)
      assert.equal(Object.keys(params).length + Object.keys(extras).length, Object.keys(given).length)
      count += renamed?.size ?? 0
      return { name: names[index] ?? '', schema }
    }),
  )
  t.diagnostic(`${operations.length} operations, ${count / 2} params with another name`)
  assert.ok(operations.length > 1_000 && count > 0)
  for (const [api, refused] of Object.entries(refusedByModels(tools))) {
    t.diagnostic(`${api}: ${tools.length} expanded schemas, ${refused.length} refused`)
    assert.deepEqual(refused.slice(0, 10), [], api)
  }
})

test('arguments get distinct names, whichever params look alike', () => {
  const long = 'a'.repeat(70)
  const params = [
    'id',
    'filter[id]',
    'filter(id)',
    'filter_id',
    '$top',
    '2fa',
    '[]',
    'select-fields',
    long,
    `${long}b`,
  ]
  const renamed = getRenamedParams(params, ['select_fields'])
  assert.deepEqual(Object.fromEntries(renamed), {
    filter_id_2: 'filter[id]',
    filter_id_3: 'filter(id)',
    top: '$top',
    param_2fa: '2fa',
    param_: '[]',
    select_fields_2: 'select-fields',
    [long.slice(0, 64)]: long,
    [`${long.slice(0, 62)}_2`]: `${long}b`,
  })
})
