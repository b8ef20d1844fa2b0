import assert from 'node:assert/strict'
import test from 'node:test'
import { stringify } from 'yaml'
import { importDefinition } from '#import-definition'
import { loadOutline } from '#load-outline'

const PARCELS = {
  openapi: '3.1.0',
  info: {
    title: 'Parcels "{[ – 包裹 é',
    version: '7',
    description: 'First\n\npaths:\n  - second, with a colon: x\n# third',
  },
  tags: [{ name: 'parcels', description: 'paths:\ninfo:\n' }],
  paths: {
    '/parcels': {
      get: { description: 'A\ncomponents:\n', responses: { 200: { description: 'All \\" }' } } },
    },
    '/info': { get: { responses: {} } },
  },
  components: {
    schemas: { security: { type: 'object' }, servers: { enum: ['\\', '"}', '}}'] } },
    securitySchemes: {
      key: { type: 'apiKey', in: 'header', name: 'X-Key', description: 'The key' },
      oauth: {
        type: 'oauth2',
        flows: {
          authorizationCode: {
            authorizationUrl: 'https://p.example/a',
            tokenUrl: '/token',
            scopes: { r: '' },
          },
        },
      },
    },
    responses: { None: { description: '' } },
  },
  servers: [{ url: 'https://{region}.parcels.example/v2', variables: { region: { default: 'eu' } } }],
  security: [{ key: [] }],
}

const SWAGGER = {
  swagger: '2.0',
  info: { title: 'Old parcels', version: '1' },
  host: 'old.parcels.example',
  basePath: '/v1',
  schemes: ['https'],
  paths: { '/parcels': { get: { responses: {} } } },
  definitions: { Parcel: { type: 'object' } },
  securityDefinitions: { key: { type: 'apiKey', in: 'query', name: 'key' } },
}

const overlay = (update: object) => ({
  text: JSON.stringify({ overlay: '1.0.0', actions: [{ target: '$', update }] }),
  source: 'overlay.json',
})
const options = { slug: 'parcels' }

/** Returns the definition that loading the whole document gives, without its operations. */
function withoutEntities(text: string, more: Parameters<typeof importDefinition>[2] = {}) {
  const { definition } = importDefinition(text, 'parcels', { ...options, ...more })
  return { ...definition, entities: new Map() }
}

const layouts: Readonly<Record<string, (value: unknown) => string>> = {
  JSON: (value) => JSON.stringify(value),
  'indented JSON': (value) => JSON.stringify(value, null, '\t'),
  YAML: (value) => stringify(value),
  'YAML without indented lists': (value) => stringify(value, { indentSeq: false }),
  'YAML with quoted strings': (value) =>
    stringify(value, { defaultStringType: 'QUOTE_DOUBLE', lineWidth: 40, indent: 4 }),
  'YAML of Windows, with a marker and comments': (value) =>
    `# Parcels\n---\n${stringify(value).replaceAll('\npaths:', '\n  # More\n\npaths:')}`.replaceAll(
      '\n',
      '\r\n',
    ),
}

for (const [layout, write] of Object.entries(layouts)) {
  test(`the outline of a document in ${layout} says what the whole document says`, () => {
    for (const document of [PARCELS, SWAGGER]) {
      const text = write(document)
      assert.deepEqual(loadOutline(Buffer.from(text), 'parcels', options), withoutEntities(text))
    }
    const corrected = {
      overlay: overlay({
        info: { title: 'Storms' },
        components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      }),
    }
    const text = write(PARCELS)
    const outline = loadOutline(Buffer.from(text), 'parcels', { ...options, ...corrected })
    assert.equal(outline?.display_name, 'Storms')
    assert.deepEqual(outline, withoutEntities(text, corrected))
  })
}

test('the rest of a document is not parsed', () => {
  const text = JSON.stringify(PARCELS).replace('"/info":{', '"/info":{"a":1,"a":2,')
  assert.equal(loadOutline(Buffer.from(text), 'parcels', options)?.version, '7')
  assert.throws(() => importDefinition(text, 'parcels', options), /the key a twice/)
})

test('a document that an outline cannot tell about has none', () => {
  const without = (...names: string[]) =>
    Object.fromEntries(Object.entries(PARCELS).filter(([name]) => !names.includes(name)))
  const inFlow = `{ ${stringify(PARCELS).replaceAll('\n', ' ')}`
  const refused: Readonly<Record<string, string>> = {
    'no text': '',
    'no document': 'Hello',
    'broken JSON': '{"openapi":"3.0.0","info":{"title":"x"',
    'JSON with a wrong colon': '{"openapi" "3.0.0"}',
    'broken YAML': 'openapi: 3.0.0\ninfo:\n  title: [unfinished\n',
    'YAML in one line': inFlow,
    'a second document': `${stringify(PARCELS)}---\n${stringify(PARCELS)}`,
    'an anchor': stringify(PARCELS).replace('info:', 'info: &info'),
    'an unusual key': `? openapi\n: 3.0.0\n`,
    'no OpenAPI': JSON.stringify(without('openapi')),
    'an old version': JSON.stringify({ ...SWAGGER, swagger: '1.2' }),
    'a reference': JSON.stringify({
      ...PARCELS,
      components: { securitySchemes: { key: { $ref: '#/components/x' } } },
    }),
    'a connector document': JSON.stringify({ ...PARCELS, 'x-airbyte-connector-name': 'parcels' }),
    'a GraphQL schema': 'type Query {\n  parcels: [String]\n}\n',
    'an introspection': '{"data":{"__schema":{"types":[]}}}',
    'a large document': `openapi: 3.0.0\n${'# comment\n'.repeat(900_000)}`,
  }
  for (const [name, text] of Object.entries(refused))
    assert.equal(loadOutline(Buffer.from(text), 'parcels', options), undefined, name)
  const bad = { overlay: { text: 'overlay: 1.0.0\n', source: 'overlay.yaml' } }
  assert.equal(loadOutline(Buffer.from(JSON.stringify(PARCELS)), 'parcels', bad), undefined)
})

test('a document whose operations require two keys at once has no outline', () => {
  const securitySchemes = Object.fromEntries(
    ['id', 'key'].map((name) => [name, { type: 'apiKey', in: 'header', name }]),
  )
  const load = (more: object, security?: object[]) => {
    const paths = { '/parcels': { get: { responses: {}, ...(security && { security }) } } }
    const text = JSON.stringify({
      ...PARCELS,
      security: undefined,
      components: { securitySchemes },
      paths,
      ...more,
    })
    return [loadOutline(Buffer.from(text), 'parcels', options), withoutEntities(text)] as const
  }
  const [none, whole] = load({}, [{ id: [], key: [] }])
  assert.equal(none, undefined)
  assert.deepEqual(
    whole.auth_options.map(({ name }) => name),
    ['id+key'],
  )
  assert.equal(load({ security: [{ id: [], key: [] }] }, [{ id: [] }])[0], undefined)
  for (const security of [[{ id: [] }], [{ id: [], key: [] }]]) {
    const [outline, definition] = load({ security })
    assert.deepEqual(outline, definition)
  }
})
