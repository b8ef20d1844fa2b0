import assert from 'node:assert/strict'
import test from 'node:test'
import { loadDocument } from '@bulkhead/engine/document'
import { loadPlainOpenApi } from '#openapi/load-plain-openapi'

const PAGE = (list: string, more = '') =>
  `{ "200": { content: { application/json: { schema: { type: object, properties: { ${list}: { type: array, items: { type: object } }${more} } } } } } }`
const ONE =
  '{ "200": { content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } } } }'

function load(paths: string) {
  const head =
    'openapi: 3.0.0\ninfo: { title: Acme, version: "1" }\nservers: [{ url: https://acme.example }]\npaths:\n'
  const { definition, left_out } = loadPlainOpenApi(loadDocument(head + paths, 'acme.yaml'))
  assert.deepEqual(left_out, [])
  return [...definition.entities.values()].flatMap((actions) => [...actions.values()])
}

function getNames(paths: string) {
  return Object.fromEntries(
    load(paths).map(({ method, path, entity, action }) => [`${method} ${path}`, `${entity} ${action}`]),
  )
}

test('a collection with one list of records is a list, whatever the case of its name and what is beside it', () => {
  assert.deepEqual(
    getNames(`
  /Invoices:
    get: { responses: ${PAGE('Invoices', ', Warnings: { type: array, items: { type: object } }, pagination: { type: object }')} }
  /Invoices/{id}:
    get: { responses: ${PAGE('Invoices')} }
  /inventory:
    get: { responses: ${PAGE('rows')} }
  /welcome:
    get: { responses: ${PAGE('channels', ', id: { type: string }')} }
  /onboarding:
    get: { responses: ${PAGE('prompts', ', enabled: { type: boolean }, mode: { type: integer }')} }
`),
    {
      'GET /Invoices': 'invoices list',
      'GET /Invoices/{id}': 'invoices get',
      'GET /inventory': 'inventory list',
      'GET /welcome': 'welcome get',
      'GET /onboarding': 'onboarding get',
    },
  )
})

test('a list whose path ends in search is a search of what stands before it, also with alternative pages', () => {
  assert.deepEqual(
    getNames(`
  /search:
    get: { responses: { "200": { content: { application/json: { schema: { oneOf: [{ type: object, properties: { entries: { type: array, items: { type: object } }, total_count: { type: integer } } }, { type: object }] } } } } } }
  /members/search:
    get: { responses: { "200": { content: { application/json: { schema: { type: array, items: { type: object } } } } } } }
  /members:
    get: { responses: { "200": { content: { application/json: { schema: { type: [array, "null"], items: { type: object } } } } } } }
`),
    {
      'GET /search': 'search api_search',
      'GET /members/search': 'members api_search',
      'GET /members': 'members list',
    },
  )
})

test('the usual path of an action takes the name, also when it comes later', () => {
  assert.deepEqual(
    getNames(`
  /folders/{folder_id}:
    post: { operationId: post_folders_id, summary: Restore folder, responses: ${ONE} }
  /folders:
    put: { summary: Replace the order, responses: ${ONE} }
    post: { operationId: post_folders, responses: ${ONE} }
  /folders/{folder_id}#shared:
    put: { summary: Add a link, responses: ${ONE} }
  /folders/{folder_id}#plain:
    get: { responses: ${ONE} }
  /folders/{id}:
    put: { responses: ${ONE} }
`),
    {
      'POST /folders': 'folders create',
      'POST /folders/{folder_id}': 'folders_restore update',
      'PUT /folders': 'folders_all update',
      'PUT /folders/{folder_id}#shared': 'shared update',
      'GET /folders/{folder_id}#plain': 'plain get',
      'PUT /folders/{id}': 'folders update',
    },
  )
})

test('a PUT that creates and a POST that updates go by the verb of their id or summary', () => {
  const operations = load(`
  /Invoices:
    put: { operationId: createInvoices, responses: ${ONE} }
    post: { operationId: updateOrCreateInvoices, responses: ${ONE} }
  /Invoices/{id}:
    post: { summary: Updates an invoice, responses: ${ONE} }
  /tags:
    post: { summary: Create or update a tag, responses: ${ONE} }
  /rules/{id}:
    put: { operationId: rules/createOrReplace, responses: ${ONE} }
  /members/{id}:
    put: { operationId: add_member, responses: ${ONE} }
  /messages:
    post: { operationId: send_message, responses: ${ONE} }
`)
  assert.deepEqual(
    operations.map(({ method, path, entity, action, idempotent }) => [
      `${method} ${path}`,
      `${entity} ${action}${idempotent ? ', idempotent' : ''}`,
    ]),
    [
      ['POST /Invoices', 'invoices_all update'],
      // Sent twice, it makes two.
      ['PUT /Invoices', 'invoices create'],
      ['POST /Invoices/{id}', 'invoices update'],
      ['POST /tags', 'tags create'],
      ['PUT /rules/{id}', 'rules update, idempotent'],
      ['PUT /members/{id}', 'members create, idempotent'],
      ['POST /messages', 'messages create'],
    ],
  )
})

test('a word behind an item that changes it is an update with the name of the item; other words are collections', () => {
  assert.deepEqual(
    getNames(`
  /issues:
    post: { tags: [Issues], responses: ${ONE} }
  /issues/{id}/close:
    post: { tags: [Issues], responses: ${ONE} }
  /issues/{id}/copy:
    post: { responses: ${ONE} }
  /issues/{id}/comments:
    post: { responses: ${ONE} }
  /incidents/{id}/resolve:
    post: { responses: ${ONE} }
  /workflows/{id}/disable:
    put: { responses: ${ONE} }
`),
    {
      'POST /issues': 'issues create',
      'POST /issues/{id}/close': 'issues_close update',
      'POST /issues/{id}/copy': 'copy create',
      'POST /issues/{id}/comments': 'comments create',
      'POST /incidents/{id}/resolve': 'incidents_resolve update',
      'PUT /workflows/{id}/disable': 'disable update',
    },
  )
})

test('an operation without a summary has one from its description or its id, and a name from its summary', () => {
  const summaries = load(`
  /a:
    get: { description: "Shows one.\\nMore about it.", responses: ${ONE} }
  /b:
    get: { operationId: things/getB, responses: ${ONE} }
  /c:
    get: { summary: C, description: Long, responses: ${ONE} }
  /d:
    get: { responses: ${ONE} }
`).map(({ summary }) => summary)
  assert.deepEqual(summaries, ['Shows one', 'Get b', 'C', undefined])
  const paths = ['a', 'b', 'c', 'd'].map(
    (name) => `
  /x/{${name}}/{id}:
    get: { summary: X by ${name}, responses: ${ONE} }`,
  )
  assert.deepEqual(Object.values(getNames(paths.join(''))), ['x get', 'x_id get', 'x_get get', 'x_by_d get'])
})
