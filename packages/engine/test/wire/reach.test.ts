import assert from 'node:assert/strict'
import test from 'node:test'
import { openDownload } from '#download/open-download'
import type { Operation } from '#model/definition'
import { type Call, planRequest } from '#plan/plan-request'
import type { Reach } from '#reach/reach'
import { compile, documentWith } from '../acme.ts'
import { rejectsCode, throwsCode } from '../assert-engine-error.ts'
import { json, sender, wire } from './wire.ts'

const LIST = 'x-airbyte-record-extractor: $.items'
const OBJECT_QUERY = (object: string, more = '') => `
/query:${object}:
  get:
    x-airbyte-entity: ${object}
    x-airbyte-action: list
    x-airbyte-path-override: { path: /query }
    x-airbyte-record-extractor: $.items
    x-airbyte-meta-extractor: { next: $.next }
    x-bulkhead-pagination: { style: next-url, next: next, paths: ["/query/{locator}"] }
    parameters:
      - name: names
        in: query
        schema:
          type: array
          items: { type: string, x-bulkhead-pattern: '[a-z]\\w*' }
          default: [id, name]
      - name: where
        in: query
        schema: { type: string, x-bulkhead-pattern: "(?:\\\\s|'(?:[^'\\\\\\\\]|\\\\\\\\.)*'|(?!(?i:select)\\\\b)[a-z]\\\\w*(?!\\\\w)|\\\\d+|[=(),])+" }
      - { name: most, in: query, schema: { type: integer, default: 5 } }
      - name: q
        in: query
        required: true
        schema: { type: string }
        x-bulkhead-compose:
          - SELECT {{ names }} FROM ${object}
          - WHERE {{ where }}
          - LIMIT {{ most }}
        x-bulkhead-reach: [{ entity: query, action: list }]
${more}`

const definition = compile(
  documentWith({
    paths: `
${OBJECT_QUERY('boats')}
${OBJECT_QUERY('crews')}
/query:
  get:
    x-airbyte-entity: query
    x-airbyte-action: list
    ${LIST}
    parameters: [{ name: q, in: query, required: true, schema: { type: string } }]
/meta/bases:
  get: { x-airbyte-entity: bases, x-airbyte-action: list, ${LIST} }
/{base}/{table}:
  get:
    x-airbyte-entity: records
    x-airbyte-action: list
    ${LIST}
    parameters:
      - { name: base, in: path, schema: { type: string } }
      - { name: table, in: path, schema: { type: string } }
      - name: expand
        in: query
        schema: { type: [array, string], items: { type: string } }
        x-bulkhead-reach: [{ entity: owners, action: get, where: 'owner|\\*' }]
/objects/{kind}:
  get:
    x-airbyte-entity: objects
    x-airbyte-action: list
    ${LIST}
    parameters:
      - { name: kind, in: path, schema: { type: string } }
/objects/people:
  get: { x-airbyte-entity: people, x-airbyte-action: list, ${LIST} }
/objects/{kind}/{id}.json:
  get:
    x-airbyte-entity: objects
    x-airbyte-action: get
    parameters:
      - { name: kind, in: path, schema: { type: string } }
      - { name: id, in: path, schema: { type: string } }
/owners/{id}:
  get:
    x-airbyte-entity: owners
    x-airbyte-action: get
    parameters: [{ name: id, in: path, schema: { type: string } }]
/search:pages:
  post:
    x-airbyte-entity: pages
    x-airbyte-action: list
    x-bulkhead-effect: read
    x-airbyte-path-override: { path: /search }
    ${LIST}
    requestBody: { content: { application/json: { schema: { properties: { filter: { default: { kind: page } } } } } } }
/search:tables:
  post:
    x-airbyte-entity: tables
    x-airbyte-action: list
    x-bulkhead-effect: read
    x-airbyte-path-override: { path: /search }
    ${LIST}
    requestBody: { content: { application/json: { schema: { properties: { filter: { default: { kind: table } } } } } } }
/tickets/{id}:
  put:
    x-airbyte-entity: tickets
    x-airbyte-action: update
    parameters: [{ name: id, in: path, schema: { type: integer } }]
    requestBody:
      content:
        application/json:
          schema:
            properties:
              ticket:
                type: object
                x-bulkhead-reach: [{ entity: comments, action: create, members: [comment, "lines.comment"] }]
/tickets/{id}:comment:
  put:
    x-airbyte-entity: comments
    x-airbyte-action: create
    x-airbyte-path-override: { path: "/tickets/{id}" }
    parameters: [{ name: id, in: path, schema: { type: integer } }]
    requestBody:
      content:
        application/json:
          schema:
            properties:
              ticket:
                type: object
                x-bulkhead-reach: [{ entity: tickets, action: update, other_members: [comment] }]
/graphql:
  post:
    x-airbyte-entity: releases
    x-airbyte-action: list
    x-bulkhead-effect: read
    x-airbyte-record-extractor: $.data.releases
    requestBody:
      x-airbyte-body-type:
        type: graphql
        query: "query { releases { {{ fields }} } }"
        default_fields: "id author { login } assets(first: 5) { nodes { ... on Asset { name } } }"
/files/{id}:
  get:
    x-airbyte-entity: files
    x-airbyte-action: download
    x-airbyte-file-url: url
    parameters: [{ name: id, in: path, schema: { type: string } }]
`,
  }),
)

/** Rights to run the operations of some entities, and to continue with some cursors. */
function only(entities: readonly string[], cursors: readonly string[] = []): { readonly reach: Reach } {
  return {
    reach: {
      permits: ({ entity }: Operation) => entities.includes(entity),
      gave: (_operation, cursor) => cursors.includes(cursor),
    },
  }
}

const upstream = await wire(definition, json({ items: [] }))
const planned = (call: Call, rights = {}) => planRequest(upstream.context(rights), call)
const query = (call: Call, rights = {}) => new URL(planned(call, rights).url).searchParams.get('q')
const boats = (params: Call['params']): Call => ({ entity: 'boats', action: 'list', params })

// Shows Parameters: a string composed of parts
test('a string is composed of its parts, and no part leaves its place', async () => {
  const { arrived } = await upstream.run(boats({ names: ['id', 'length'], where: "name = 'O\\'Neill (1)'" }))
  const { searchParams } = new URL(arrived.path, 'http://a')
  assert.deepEqual(
    [...searchParams],
    [['q', "SELECT id, length FROM boats WHERE name = 'O\\'Neill (1)' LIMIT 5"]],
  )
  assert.equal(query(boats({})), 'SELECT id, name FROM boats LIMIT 5')
  assert.equal(query(boats({ where: 'a = 1', most: null })), 'SELECT id, name FROM boats WHERE a = 1 LIMIT 5')
  for (const [params, message] of [
    [{ names: ['id', 'owner.email'] }, /names is not written as its description asks/],
    [{ where: 'id = (SELECT boat FROM crews)' }, /where is not written/],
    [{ where: 'a = 1), crews (b = 1' }, /where has brackets or quotes that do not match/],
    [{ where: 'a = 1', q: 'SELECT id FROM boats' }, /where cannot be given together with q/],
  ] as const) {
    await rejectsCode('invalid_parameter', upstream.run(boats(params)), message)
  }
})

test('a part has a form, and the first template needs its parts or the whole', () => {
  const wrong = (parameters: string) =>
    throwsCode('document_invalid', () =>
      compile(
        documentWith({
          paths: `/a:\n  get: { x-airbyte-entity: a, x-airbyte-action: list, parameters: [${parameters}] }`,
        }),
      ),
    ).details.problems.map(({ message }) => message.replace(/^.*?: /, ''))
  const whole = '{ name: q, in: query, schema: { type: string }, x-bulkhead-compose: ["x {{ a }}"] }'
  assert.deepEqual(wrong(whole), ['x-bulkhead-compose names a, which is no query parameter'])
  assert.deepEqual(wrong(`${whole}, { name: a, in: query, schema: { type: string } }`), [
    'x-bulkhead-compose names a, which needs a number type or x-bulkhead-pattern',
  ])
  assert.deepEqual(wrong('{ name: a, in: query, schema: { x-bulkhead-pattern: "(" } }'), [
    'x-bulkhead-pattern must be a regular expression',
  ])
  const needing = compile(
    documentWith({
      paths: `/a:\n  get: { x-airbyte-entity: a, x-airbyte-action: list, parameters: [${whole}, { name: a, in: query, schema: { type: string, x-bulkhead-pattern: "\\\\w+" } }] }`,
    }),
  )
  const { message } = throwsCode('missing_parameter', () =>
    planRequest({ ...upstream.context(), definition: needing }, { entity: 'a', action: 'list' }),
  )
  assert.equal(message, 'a list needs the parameter a, or q in its place.')
})

// Shows Reach: a value that reaches another operation needs the right to it
test('a narrowed caller gives no value that reaches an operation which it may not run', () => {
  const free = boats({ q: 'SELECT id, (SELECT name FROM crews) FROM boats' })
  assert.equal(query(free), free.params?.q)
  assert.equal(query(free, only(['boats', 'query'])), free.params?.q)
  const { details } = throwsCode(
    'outside_reach',
    () => query(free, only(['boats'])),
    /^boats list: this q reaches query list, which the caller may not run\.$/,
  )
  assert.deepEqual(details, { parameter: 'q', reaches: 'query list' })
  const { message } = throwsCode('outside_reach', () =>
    planned(
      { entity: 'records', action: 'list', params: { base: 'a', table: 'b', expand: ['x', 'Owner'] } },
      only(['records']),
    ),
  )
  assert.match(message, /this expand reaches owners get/)
  assert.ok(
    planned(
      { entity: 'records', action: 'list', params: { base: 'a', table: 'b', expand: 'x' } },
      only(['records']),
    ),
  )
})

// Shows Reach: a whole string is allowed if its parts could make it
test('a whole string passes if its parts could have made it', () => {
  const rights = only(['boats'])
  for (const q of [
    'SELECT id FROM boats',
    "select  id,name\nfrom Boats where name = 'a (b' limit 7",
    "SELECT id FROM boats WHERE (name = 'SELECT id FROM crews') LIMIT 1 ",
  ]) {
    assert.equal(query(boats({ q }), rights), q)
  }
  for (const q of [
    'SELECT id FROM crews',
    'SELECT id FROM boatsx',
    'SELECT id, owner.email FROM boats',
    'SELECT id FROM boats, crews',
    'SELECT id FROM boats WHERE id = (SELECT boat FROM crews)',
    "SELECT id FROM boats WHERE name = 'a\\\\' , (SELECT id FROM crews) 'b'",
    'SELECT id FROM boats WHERE (a = 1',
    `SELECT id FROM boats WHERE ${'a = 1 '.repeat(400)}`,
    'SELECT id FROM boats LIMIT 1 FOR UPDATE',
  ]) {
    throwsCode('outside_reach', () => query(boats({ q }), rights))
  }
})

// Shows Reach: a path of another operation
test('a path parameter does not make the path of an operation that the caller may not run', () => {
  const records = (base: string, table: string): Call => ({
    entity: 'records',
    action: 'list',
    params: { base, table },
  })
  const objects = (kind: string, id?: string): Call =>
    id === undefined
      ? { entity: 'objects', action: 'list', params: { kind } }
      : { entity: 'objects', action: 'get', params: { kind, id } }
  const rights = only(['records', 'objects'])
  assert.ok(planned(records('meta', 'bases')))
  assert.ok(planned(records('meta', 'bases'), only(['records', 'bases'])))
  assert.ok(planned(records('app1', 'meta'), rights))
  assert.ok(planned(objects('boats', 'people'), rights))
  assert.ok(planned(objects('people', '7'), only(['objects', 'people'])))
  for (const [call, parameter, reaches] of [
    [records('meta', 'bases'), 'base', 'bases list'],
    [records('Meta', 'BASES'), 'base', 'bases list'],
    [records(' meta', 'bases;x=1'), 'base', 'bases list'],
    [records('meta', 'bases ;x=1'), 'base', 'bases list'],
    [records('%6deta', 'bases'), 'base', 'bases list'],
    [records('ｍeta', 'bases'), 'base', 'bases list'],
    [records('meta', 'whoami'), 'base', 'bases list'],
    [records('owners', '7'), 'base', 'owners get'],
    [objects('people'), 'kind', 'people list'],
    [objects('people', '7'), 'kind', 'people list'],
  ] as const) {
    const { details } = throwsCode('outside_reach', () => planned(call, rights), /may not run/)
    assert.deepEqual(details, { parameter, reaches }, JSON.stringify(call))
  }
  // A server that decodes before it routes would take the slash for one of its own, and a path parameter ends at it.
  const lists = { reach: { permits: ({ action }: Operation) => action === 'list', gave: () => false } }
  assert.ok(planned(objects('people;7.json'), lists))
  for (const kind of [
    'people/7.json',
    'people;/7.json',
    'people;x=1/7.json',
    'people /7.json',
    'people%3b%2f7.json',
  ]) {
    const { details } = throwsCode('outside_reach', () => planned(objects(kind), lists), /may not run/)
    assert.deepEqual(details, { parameter: 'kind', reaches: 'objects get' }, kind)
  }
})

// Shows Reach: the default that distinguishes operations of one path
test('a narrowed caller keeps to the default that tells operations of one path apart', () => {
  const pages = (filter?: object): Call => ({ entity: 'pages', action: 'list', params: { filter } })
  assert.equal(planned(pages(), only(['pages'])).body, '{"filter":{"kind":"page"}}')
  assert.ok(planned(pages({ kind: 'page' }), only(['pages'])))
  assert.ok(planned(pages({ kind: 'table' }), only(['pages', 'tables'])))
  for (const filter of [{ kind: 'table' }, {}, { kind: 'page', or: 'table' }]) {
    throwsCode('outside_reach', () => planned(pages(filter), only(['pages'])), /filter reaches tables list/)
  }
})

// Shows Reach: members of a body
test('members of a body reach what the document says', () => {
  const update = (ticket: unknown): Call => ({
    entity: 'tickets',
    action: 'update',
    params: { id: 1, ticket },
  })
  const comment = (ticket: unknown): Call => ({
    entity: 'comments',
    action: 'create',
    params: { id: 1, ticket },
  })
  assert.ok(planned(update({ status: 'solved', comment: null }), only(['tickets'])))
  assert.ok(planned(comment({ comment: { body: 'x' } }), only(['comments'])))
  for (const ticket of [{ comment: {} }, { lines: [{}, { comment: 'x' }] }]) {
    throwsCode('outside_reach', () => planned(update(ticket), only(['tickets'])), /reaches comments create/)
  }
  throwsCode('outside_reach', () => planned(comment({ comment: {}, status: 'x' }), only(['comments'])))
})

// Shows Reach: a GraphQL selection stays within the record
test('a selection of a narrowed caller stays within the record', () => {
  const releases = (fields: unknown): Call => ({ entity: 'releases', action: 'list', params: { fields } })
  const rights = only(['releases'])
  assert.ok(planned(releases(['author.email'])))
  for (const fields of [
    undefined,
    [],
    ['id', 'name'],
    'id name',
    ['author.login'],
    'assets { nodes { name } }',
  ]) {
    assert.ok(planned(releases(fields), rights))
  }
  for (const fields of [
    ['author.email'],
    'id author { repositories { nodes { name } } }',
    ['assets.nodes.url'],
  ]) {
    throwsCode('outside_reach', () => planned(releases(fields), rights), /fields leads from the record/)
  }
})

// Shows Reach: cursors that are URLs
test('a narrowed caller goes on only with a URL that it was given', () => {
  const cursor = `${upstream.upstream.origin}/v2/query?q=SELECT+id+FROM+crews`
  const other = `${upstream.upstream.origin}/v2/query/01g-2000`
  assert.equal(planned(boats({ cursor })).url, cursor)
  for (const url of [cursor, other, '/v2/query/01g-2000']) {
    throwsCode('invalid_parameter', () => planned(boats({ cursor: url }), only(['boats'])), /as it was given/)
  }
  assert.equal(planned(boats({ cursor: `${other}#mark` }), only(['boats'], [`${other}#mark`])).url, other)
})

// Shows Pages: a next URL has only values that the operation takes
test('the own parameters in the URL of a next page are what the operation takes', () => {
  const paged = compile(
    documentWith({
      paths: `
/items:
  get:
    x-airbyte-entity: items
    x-airbyte-action: list
    x-airbyte-meta-extractor: { next: "@link.next" }
    parameters:
      - { name: view, in: query, schema: { type: string, enum: [mine] } }
      - { name: kinds, in: query, schema: { type: array, items: { enum: [a, b] } } }`,
    }),
  )
  const follow = (search: string) =>
    planRequest(
      { ...upstream.context(), definition: paged },
      {
        entity: 'items',
        action: 'list',
        params: { cursor: `${upstream.upstream.origin}/v2/items?${search}` },
      },
    ).url
  assert.match(follow('page=2&view=mine&kinds=a&kinds=b'), /kinds=b$/)
  for (const search of ['view=all', 'view=mine&view=all', 'kinds=a&kinds=c']) {
    throwsCode('invalid_parameter', () => follow(search), /that items list does not take/)
  }
})

// Shows Reach: redirects and files
test('a narrowed request is not sent on to an operation that the caller may not run', async () => {
  const redirecting = await wire(definition, ({ path }, response) => {
    if (path.startsWith('/v2/owners')) return void response.writeHead(200).end('{"url":"/owners/8"}')
    const location = path.startsWith('/v2/app1') ? '/v2/meta/bases' : '/v2/elsewhere/else/here'
    if (path.startsWith('/v2/elsewhere') || path.startsWith('/v2/meta'))
      return void response.writeHead(200).end('{}')
    if (path.startsWith('/v2/files')) return void response.writeHead(200).end('{"url":"/v2/owners/7"}')
    response.writeHead(302, { location }).end()
  })
  const records = (base: string): Call => ({
    entity: 'records',
    action: 'list',
    params: { base, table: 'b' },
  })
  await redirecting.run(records('app1'))
  await redirecting.run(records('app2'), only(['records']))
  const before = redirecting.upstream.requests.length
  await rejectsCode(
    'redirect_refused',
    redirecting.run(records('app1'), only(['records'])),
    /sent on to bases list/,
  )
  const download = (rights = {}) =>
    openDownload(sender, redirecting.context(rights), {
      entity: 'files',
      action: 'download',
      params: { id: '1' },
    })
  ;(await download()).body.resume()
  await rejectsCode('redirect_refused', download(only(['files'])), /sent on to owners get/)
  const paths = redirecting.upstream.requests.slice(before).map(({ path }) => path)
  assert.deepEqual(paths, ['/v2/app1/b', '/v2/files/1', '/v2/owners/7', '/v2/files/1'])
})

test('a narrowed request is not sent on to a target that over 100 paths match', async () => {
  const path = (number: number, length: number) =>
    Array.from({ length }, (_, bit) => ((number >> bit) & 1 ? '/a' : `/{p${bit}}`)).join('')
  const routed = (length: number) =>
    compile(
      documentWith({
        paths: Array.from({ length: 2 ** length }, (_, number) => {
          const holes = path(number, length).match(/p\d+/g) ?? []
          const parameters = holes.map((name) => `{ name: ${name}, in: path, schema: { type: string } }`)
          return `${path(number, length)}:\n  get: { x-airbyte-entity: e${number}, x-airbyte-action: get, parameters: [${parameters}] }`
        }).join('\n'),
      }),
    )
  const run = async (length: number, entity: string) => {
    const target = `/v2${'/a'.repeat(length)}`
    const redirecting = await wire(routed(length), ({ path }, response) =>
      path === target
        ? void response.writeHead(200).end('{}')
        : void response.writeHead(302, { location: target }).end(),
    )
    const params = Object.fromEntries(Array.from({ length }, (_, bit) => [`p${bit}`, 'b']))
    return redirecting.run({ entity: 'e0', action: 'get', params }, only(['e0', entity]))
  }
  await run(6, 'e63')
  await rejectsCode('redirect_refused', run(6, 'e62'), /sent on to e63 get/)
  await rejectsCode('redirect_refused', run(7, 'e127'), /^Over 100 paths of .+ match/)
})

test('rules name operations that there are, and are written as they should be', () => {
  const wrong = (rule: string) =>
    throwsCode('document_invalid', () =>
      compile(
        documentWith({
          paths: `/a:\n  get: { x-airbyte-entity: a, x-airbyte-action: list, parameters: [{ name: q, in: query, x-bulkhead-reach: ${rule} }] }`,
        }),
      ),
    ).details.problems.map(({ message }) => message)
  assert.match(
    wrong('[{ entity: b, action: list }]')[0] ?? '',
    /names b list, which the document does not have/,
  )
  assert.match(
    wrong('[{ entity: a, action: list, were: x }]')[0] ?? '',
    /unknown key were; did you mean where\?/,
  )
  assert.match(wrong('[{ entity: a, action: list, where: "(" }]')[0] ?? '', /must be a regular expression/)
  assert.match(wrong('[{ entity: a }]')[0] ?? '', /needs an entity and an action/)
  assert.match(wrong('{}')[0] ?? '', /must be a list/)
})
