import assert from 'node:assert/strict'
import { test } from 'node:test'
import { importDefinition } from '@bulkhead/import/import-definition'
import { compareDefinitions, renderDifference } from '#check/compare-definitions'

const OPERATION = { responses: { 200: { description: 'x' } } }
const BEFORE = {
  openapi: '3.1.0',
  info: { title: 'Acme', version: '1' },
  servers: [{ url: 'https://acme.example' }],
  paths: {
    '/widgets': {
      get: { ...OPERATION, parameters: [{ name: 'color', in: 'query', schema: { type: 'string' } }] },
      post: OPERATION,
    },
    '/widgets/{id}': { get: OPERATION, delete: OPERATION },
    '/gears': { get: OPERATION },
  },
}

/** Changes of a new version, in which `paths` stand for those of the old one. */
function compare(paths: object, more: object = {}) {
  const load = (document: object) =>
    importDefinition(JSON.stringify(document), 'openapi.json', { slug: 'acme' }).definition
  return compareDefinitions(load(BEFORE), load({ ...BEFORE, ...more, paths: { ...BEFORE.paths, ...paths } }))
}

const summary = ({ operations }: ReturnType<typeof compareDefinitions>) =>
  operations.map(({ kind, name, breaks }) => [kind, name, breaks])

test('a document does not differ from itself', () => {
  assert.deepEqual(compare({}), { operations: [], connectors: [] })
  assert.equal(renderDifference(compare({})), '0 added, 0 removed, 0 renamed, 0 changed\n')
})

test('a new operation is available to grants of its entity, action or effect', () => {
  const difference = compare({ '/gears/{id}': { put: OPERATION }, '/cogs': { get: OPERATION } })
  assert.deepEqual(summary(difference), [
    ['added', 'gears.update', false],
    ['added', 'cogs.list', false],
  ])
  assert.deepEqual(
    difference.operations.map(({ narrowed }) => narrowed),
    [
      ['gain it: narrowed to the entity gears or the action update'],
      ['gain it: narrowed to the action list', 'gain it: narrowed to reading'],
    ],
  )
})

test('a removed operation is lost, and a renamed one is lost and new', () => {
  const removed = compare({ '/gears': {} })
  assert.deepEqual(summary(removed), [['removed', 'gears.list', true]])
  const renamed = compare({ '/gears': { get: { ...OPERATION, tags: ['Cogs'] } } })
  const [only] = renamed.operations
  assert.deepEqual([only?.kind, only?.former, only?.name], ['renamed', 'gears.list', 'cogs.list'])
  assert.deepEqual(only?.narrowed, [
    'lose gears.list: narrowed to the entity gears or the action list',
    'gain it: narrowed to the action list',
    'gain it: narrowed to reading',
  ])
})

test('params that are required, gone or of another type break calls; optional ones do not', () => {
  const get = (parameters: object[]) => ({
    '/widgets': { ...BEFORE.paths['/widgets'], get: { ...OPERATION, parameters } },
  })
  const color = { name: 'color', in: 'query', schema: { type: 'string' } }
  const size = { name: 'size', in: 'query', schema: { type: 'integer' } }
  const changes = (parameters: object[]) =>
    compare(get(parameters)).operations.map(({ changes, breaks }) => [changes, breaks])
  assert.deepEqual(changes([color, size]), [[['param size is new'], false]])
  assert.deepEqual(changes([color, { ...size, required: true }]), [
    [['param size is new and required'], true],
  ])
  assert.deepEqual(changes([]), [[['param color is gone'], true]])
  assert.deepEqual(changes([{ ...color, schema: { type: 'integer' } }]), [
    [['param color: type string → integer'], true],
  ])
})

test('a changed effect adds or removes the operation for read-only tokens', () => {
  const text = {
    overlay: '1.0.0',
    actions: [{ target: "$.paths['/gears'].get", update: { 'x-bulkhead-effect': 'write' } }],
  }
  const load = (overlay?: { text: string; source: string }) =>
    importDefinition(JSON.stringify(BEFORE), 'openapi.json', { slug: 'acme', overlay }).definition
  const other = load({ text: JSON.stringify(text), source: 'overlay.json' })
  const [lost] = compareDefinitions(load(), other).operations
  assert.deepEqual(lost?.narrowed, ['lose it: narrowed to reading'])
  assert.ok(lost?.changes.includes('effect read → write'))
  assert.deepEqual(compareDefinitions(other, load()).operations[0]?.narrowed, [
    'gain it: narrowed to reading',
  ])
})

test('stored connectors learn where credentials go and how to authenticate', () => {
  const components = { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } }
  const { connectors } = compare({}, { components, servers: [{ url: 'https://other.example' }] })
  assert.equal(connectors.length, 2)
  assert.match(connectors[0] ?? '', /requests go to https:\/\/other\.example/)
  assert.match(connectors[1] ?? '', /the way to authenticate none is gone/)
})
