import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { compileDefinition } from '#compile/compile-definition'
import { loadDocument } from '#document/load-document'
import { EngineError } from '#model/errors'
import { acme, compile, documentWith, NEW_WIDGET, WIDGETS } from './acme.ts'
import { throwsCode } from './assert-engine-error.ts'

// Shows info: name, id and title
test('the facts of a connector are read', () => {
  assert.equal(acme.definition_id, '5f0c2c1e-0000-4000-8000-000000000001')
  assert.equal(acme.slug, 'acme')
  assert.equal(acme.title, 'Acme API Connector')
  assert.equal(acme.display_name, 'Acme')
  assert.equal(acme.base_url, 'https://api.acme.example/v2')
  assert.deepEqual([...(acme.entities.get('widgets')?.keys() ?? [])], ['list', 'create', 'get', 'delete'])
  assert.deepEqual(acme.warnings, [])
})

test('the help text of a credentials form is one text, or one for each option', () => {
  const getTooltip = (yaml: string) =>
    compile(documentWith({ schemas: NEW_WIDGET, info: `x-airbyte-auth-tooltip: ${yaml}` })).auth_tooltip
  assert.equal(getTooltip('Ask your administrator.'), 'Ask your administrator.')
  assert.deepEqual(getTooltip('{ Token: From Settings., OAuth: null, Key: { a: 1 } }'), {
    Token: 'From Settings.',
  })
  for (const none of ['', '[a]']) assert.equal(getTooltip(none), undefined)
})

// Shows Authentication: the page where credentials are created, by https
test('the page where credentials are created is read, and must be https', () => {
  const getHelp = (yaml: string) =>
    compile(
      documentWith({
        schemas: NEW_WIDGET,
        schemes: `token: { type: http, scheme: bearer, x-bulkhead-credential-help: ${yaml} }`,
      }),
    ).auth_options[0]?.credential_help
  assert.deepEqual(getHelp('{ url: "https://acme.example/keys?new", text: Create a key., scopes: [read] }'), {
    url: 'https://acme.example/keys?new',
    text: 'Create a key.',
    scopes: ['read'],
  })
  assert.deepEqual(getHelp('{ text: Ask your administrator. }'), {
    text: 'Ask your administrator.',
    scopes: [],
  })
  for (const url of ['http://acme.example', 'javascript:alert(1)', 'https://a@b.example', '//acme.example']) {
    throwsCode('document_invalid', () => getHelp(`{ url: "${url}", text: x }`), /must be a page by https/)
  }
  throwsCode('document_invalid', () => getHelp('{ url: "https://acme.example" }'), /needs text/)
  throwsCode('document_invalid', () => getHelp(`{ text: ${'x'.repeat(301)} }`), /longer than 300/)
  throwsCode('document_invalid', () => getHelp('{ text: x, scope: [a] }'), /did you mean scopes/)
})

test('a definition is frozen to its leaves', () => {
  const operation = acme.entities.get('widgets')?.get('create')
  assert.ok(
    Object.isFrozen(acme) && Object.isFrozen(operation) && Object.isFrozen(operation?.parameters[0]?.schema),
  )
})

test('effects follow from actions and not from methods', () => {
  const search = WIDGETS.replace('post:', 'post: # a search').replace('action: create', 'action: api_search')
  const definition = compile(documentWith({ schemas: NEW_WIDGET, paths: search }))
  assert.equal(definition.entities.get('widgets')?.get('api_search')?.effect, 'read')
  assert.equal(definition.entities.get('widgets')?.get('delete')?.effect, 'write')
})

test('a body takes its fields from a referenced schema', () => {
  const create = acme.entities.get('widgets')?.get('create')
  const fields = create?.parameters.map(({ name, in: place, required }) => [name, place, required])
  assert.deepEqual(fields, [
    ['name', 'body', true],
    ['size', 'body', false],
    ['parts', 'body', false],
    ['note', 'body', false],
  ])
})

// Shows A whole document: a warning if an operation is declared twice
test('a second operation of the same entity and action replaces the first, with a warning', () => {
  const twice = `${WIDGETS}/others:
  get: { x-airbyte-entity: widgets, x-airbyte-action: list }
`
  const definition = compile(documentWith({ schemas: NEW_WIDGET, paths: twice }))
  assert.equal(definition.entities.get('widgets')?.get('list')?.path, '/others')
  assert.match(definition.warnings[0]?.message ?? '', /declared twice; \/widgets/)
})

// Shows A whole document: a warning for an unknown extension, with the nearest known one
test('an unknown extension warns with its line; newer documents load', () => {
  const text = documentWith({ schemas: NEW_WIDGET, info: 'x-airbyte-scopping: []\nx-airbyte-hologram: 1' })
  const { warnings } = compile(text)
  const line = text.split('\n').findIndex((at) => at.includes('scopping')) + 1
  assert.equal(warnings[0]?.line, line)
  assert.match(warnings[0]?.message ?? '', /did you mean x-airbyte-scoping/)
  assert.match(warnings[1]?.message ?? '', /x-airbyte-hologram, which is ignored$/)
})

test('parameters that no request may name are left out with a warning', () => {
  const body =
    'requestBody: { content: { application/json: { schema: { properties: { __proto__: {}, size: {} } } } } }'
  const paths = `/things:
  post:
    x-airbyte-entity: things
    x-airbyte-action: create
    parameters: [{ name: __proto__, in: query }, { name: limit, in: query }]
    ${body}`
  const { entities, warnings } = compile(documentWith({ schemas: NEW_WIDGET, paths }))
  const { parameters } = entities.get('things')?.get('create') ?? {}
  assert.deepEqual(
    parameters?.map(({ name }) => name),
    ['limit', 'size'],
  )
  assert.deepEqual(
    warnings.map(({ message }) => message),
    Array(2).fill(
      'paths./things.post: the parameter __proto__ is left out, since no request can give it a value',
    ),
  )
})

const operation = (extra: string) =>
  `/things:\n  get:\n    x-airbyte-entity: things\n    x-airbyte-action: list\n    ${extra}`
const scheme = (text: string) => ({ schemes: `one: ${text}` })
const faults: [string, Parameters<typeof documentWith>[0], RegExp][] = [
  ['an unknown key', { info: 'titel: x' }, /unknown key titel; did you mean title/],
  [
    'an unknown action',
    { paths: operation('').replace('list', 'lst') },
    /lst is no action.*did you mean list/,
  ],
  [
    'a missing entity',
    { paths: operation('').replace('x-airbyte-entity: things', 'summary: x') },
    /needs x-airbyte-entity/,
  ],
  ['no paths', { paths: '{}' }, /needs paths/],
  [
    'a placeholder without a parameter',
    { paths: operation('').replace('/things', '/things/{id}') },
    /\{id\}/,
  ],
  ['a bad record path', { paths: operation('x-airbyte-record-extractor: $..x') }, /\$\.\.x/],
  ['a parameter reference', { paths: operation("parameters: [{ $ref: '#/x' }]") }, /write the parameter out/],
  ['a dangling schema reference', { schemas: '{}' }, /#\/components\/schemas\/NewWidget/],
  [
    'an extra in a parameter',
    { paths: operation('parameters: [{ name: a, in: query, requird: true }]') },
    /required/,
  ],
  [
    'a parameter in a strange place',
    { paths: operation('parameters: [{ name: a, in: body }]') },
    /in must be/,
  ],
  [
    'a Host header parameter',
    { paths: operation('parameters: [{ name: Host, in: header }]') },
    /header Host/,
  ],
  ['a climbing path', { paths: operation('').replace('/things', '/a/../b') }, /no path/],
  [
    'a path from elsewhere',
    { paths: operation('x-airbyte-path-override: { path: "https://evil.test" }') },
    /begin with/,
  ],
  ['a file URL on a list', { paths: operation('x-airbyte-file-url: a.b') }, /only a download/],
  ['an API key in a cookie', scheme('{ type: apiKey, name: k, in: cookie }'), /header or query/],
  ['an unknown http scheme', scheme('{ type: http, scheme: digest }'), /bearer or basic/],
  ['openIdConnect', scheme('{ type: openIdConnect }'), /http, apiKey or oauth2/],
  ['oauth2 without flows', scheme('{ type: oauth2 }'), /needs flows/],
  [
    'a mapping key of another kind',
    scheme(
      `{ type: http, scheme: bearer, x-airbyte-auth-config: { properties: { k: {} }, auth_mapping: { api_key: "\${k}" } } }`,
    ),
    /auth_mapping has api_key/,
  ],
  [
    'a mapping of an unknown field',
    scheme(
      `{ type: http, scheme: bearer, x-airbyte-auth-config: { properties: { k: {} }, auth_mapping: { token: "\${x}" } } }`,
    ),
    /unknown field x/,
  ],
  ['no servers', { servers: '[]' }, /needs servers/],
  ['a server that is no URL', { servers: '- url: ftp://x' }, /https:\/\//],
  [
    'a token extract that is no variable',
    scheme('{ type: oauth2, x-airbyte-token-extract: [host], flows: { authorizationCode: {} } }'),
    /no server variable/,
  ],
]
for (const [what, parts, message] of faults) {
  test(`${what} is refused`, () => {
    throwsCode('document_invalid', () => compile(documentWith({ schemas: NEW_WIDGET, ...parts })), message)
  })
}

// Shows A whole document: all errors at once, in order of lines
test('all problems are reported at once, in order of lines', () => {
  const error = throwsCode('document_invalid', () => compile('openapi: 3.0.0\ninfo: {}\npaths: {}'))
  const lines = error.details.problems.map((problem) => problem.line)
  assert.ok(lines.length >= 5)
  assert.deepEqual(
    lines,
    lines.toSorted((a, b) => a - b),
  )
})

test('every kind of operation compiles', () => {
  const definition = compile(
    documentWith({
      schemas: NEW_WIDGET,
      paths: `
/graphql:listBoxes:
  post:
    x-airbyte-entity: boxes
    x-airbyte-action: list
    x-airbyte-path-override: { path: /graphql }
    parameters: [{ name: team, in: query, required: true, schema: { type: string } }]
    requestBody:
      x-airbyte-body-type:
        type: graphql
        query: "query($team: String!, $n: Int) { boxes(team: $team, first: $n) { {{ fields }} } }"
        variables: { team: "{{ team }}", n: "{{ limit }}" }
        default_fields: id
        x-airbyte-nullable-variables: [team]
/form:
  post:
    x-airbyte-entity: forms
    x-airbyte-action: create
    requestBody: { content: { application/x-www-form-urlencoded: { schema: { properties: { a: {} } } } } }
/file/{id}:
  get:
    x-airbyte-entity: files
    x-airbyte-action: download
    x-airbyte-file-url: a.b[0]
    parameters: [{ name: id, in: path, required: true }]
/calls:
  get:
    x-airbyte-entity: calls
    x-airbyte-action: list
    x-airbyte-record-extractor: $.calls
    x-airbyte-record-filter: "{{ not record.private }}"
`,
    }),
  )
  const of = (entity: string, action: 'list' | 'create' | 'download') =>
    definition.entities.get(entity)?.get(action)
  assert.deepEqual([...(of('boxes', 'list')?.parameter_names ?? [])], ['team', 'limit', 'fields'])
  assert.ok(of('boxes', 'list')?.parameters.every((parameter) => parameter.in === 'variable'))
  assert.equal(of('boxes', 'list')?.wire_path, '/graphql')
  assert.deepEqual(
    of('boxes', 'list')?.parameters.map(({ nullable }) => nullable ?? false),
    [true, false, false],
  )
  assert.equal(of('forms', 'create')?.body, 'form')
  assert.equal(of('files', 'download')?.file_url?.text, 'a.b[0]')
  assert.equal(of('calls', 'list')?.record_filter?.pieces.length, 1)
})

test('law: a mutated document is compiled or refused, never anything else', () => {
  const lines = documentWith({ schemas: NEW_WIDGET }).split('\n')
  const mutation = fc.record({
    at: fc.nat(lines.length - 1),
    kind: fc.constantFrom('drop', 'double', 'empty', 'value', 'cut'),
    value: fc.constantFrom(
      '~',
      '[]',
      '{}',
      '7',
      'true',
      '[[1]]',
      '{ a: { b: 1 } }',
      '"#"',
      '$.a',
      '__proto__',
      'constructor',
    ),
  })
  let compiled = 0
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
      const copy = [...lines]
      for (const { at, kind, value } of mutations) {
        const line = copy[at] ?? ''
        if (kind === 'drop') copy.splice(at, 1)
        else if (kind === 'double') copy.splice(at, 0, line)
        else if (kind === 'empty') copy[at] = line.replace(/:.*/, ':')
        else if (kind === 'value') copy[at] = line.replace(/:.*/, `: ${value}`)
        else copy[at] = line.slice(0, line.length / 2)
      }
      try {
        compileDefinition(loadDocument(copy.join('\n'), 'mutant.yaml'))
        compiled += 1
      } catch (thrown) {
        assert.ok(thrown instanceof EngineError && thrown.code === 'document_invalid', String(thrown))
      }
    }),
    { numRuns: 800 },
  )
  assert.ok(compiled > 40, 'some mutants must live, or nothing beyond the parser was tried')
})
