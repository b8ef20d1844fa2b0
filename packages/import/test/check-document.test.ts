import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { checkDocument, renderCheck } from '#check-document'
import { documentWith, NEW_WIDGET, WIDGETS } from '../../engine/test/acme.ts'

const check = (parts: Parameters<typeof documentWith>[0]) =>
  checkDocument(documentWith({ schemas: NEW_WIDGET, ...parts }), 'acme.yaml')
const list = (more: string) =>
  `/things:\n  get:\n    x-airbyte-entity: things\n    x-airbyte-action: list\n    ${more}\n`

test('a valid document has no findings', () => {
  const { problems, warnings, definition } = check({})
  assert.deepEqual([problems, warnings], [[], []])
  assert.equal(definition?.slug, 'acme')
})

test('problems and warnings come together, in order', () => {
  const { problems, warnings, definition } = check({
    info: 'x-airbyte-scopping: []',
    paths: `${WIDGETS}${list('').replace('list', 'lst')}`,
  })
  assert.deepEqual([problems.length, warnings.length, definition], [1, 1, undefined])
  assert.match(problems[0]?.message ?? '', /lst is no action.*did you mean list/)
  assert.match(warnings[0]?.message ?? '', /did you mean x-airbyte-scoping/)
})

const advice: [string, Parameters<typeof documentWith>[0], RegExp][] = [
  ['one page', { paths: list('summary: x') }, /only the first page of things list.*x-bulkhead-pagination/],
  [
    'declared twice',
    {
      paths: `${WIDGETS}/again:\n  get: { x-airbyte-entity: widgets, x-airbyte-action: list, x-airbyte-no-pagination: few }\n`,
    },
    /declared twice/,
  ],
  [
    'a stale date',
    {
      paths: list(
        'parameters: [{ name: since, in: query, required: true, schema: { default: "2023-01-01" } }]',
      ),
    },
    /goes stale.*now_utc/,
  ],
  [
    'a default outside its enum',
    { paths: list('parameters: [{ name: a, in: query, schema: { enum: [x], default: y } }]') },
    /none of its enum/,
  ],
  [
    'nothing to check',
    { paths: WIDGETS.replace('parameters:', 'parameters:\n      - { name: q, in: query, required: true }') },
    /x-airbyte-preferred-for-check: true/,
  ],
  ['scoping of nothing', { info: 'x-airbyte-scoping: [{ param: owner }]' }, /owner, which no operation has/],
  ['tokens that end', { schemes: 'o: { type: oauth2, flows: { authorizationCode: {} } }' }, /no refreshUrl/],
  [
    'an impossible example',
    {
      paths: list('parameters: [{ name: a, in: query, required: true, example: z, schema: { enum: [x] } }]'),
    },
    /cannot be called.*must be one of x/,
  ],
  [
    'a read by DELETE',
    { paths: list('x-airbyte-no-pagination: few').replace('get:', 'delete:') },
    /counts as a write/,
  ],
  [
    'no fields',
    {
      paths:
        '/g:\n  post: { x-airbyte-entity: g, x-airbyte-action: get, requestBody: { x-airbyte-body-type: { type: graphql, query: "{ a { {{ fields }} } }" } } }\n',
    },
    /default_fields/,
  ],
]
for (const [what, parts, message] of advice) {
  // Shows Where documents lie: advice on oddities
  test(`advice: ${what}`, () => {
    const { problems, warnings } = check(parts)
    assert.deepEqual(problems, [])
    assert.ok(
      warnings.some((warning) => message.test(warning.message) && warning.line > 1),
      warnings.map((one) => one.message).join('\n'),
    )
  })
}

test('a check is rendered like a compiler’s findings', () => {
  const text = documentWith({ schemas: NEW_WIDGET, paths: list('summary: x').replace('list', 'lst') })
  const line = text.split('\n').findIndex((at) => at.includes('lst')) + 1
  const message =
    'paths./things.get: lst is no action, use get, list, create, update, delete, api_search, download'
  const gap = ' '.repeat(String(line).length)
  assert.equal(
    renderCheck(checkDocument(text, 'acme.yaml'), text),
    [
      `acme.yaml:${line}:25: error: ${message}; did you mean list?`,
      ` ${line} |       x-airbyte-action: lst`,
      ` ${gap} | ${' '.repeat(24)}^`,
      '',
      'acme.yaml: 1 error, 0 warnings',
      '',
    ].join('\n'),
  )
})

test('a document without extensions is checked as OpenAPI', () => {
  const { warnings, definition } = checkDocument(
    'openapi: 3.0.0\ninfo: { title: T }\npaths:\n  /a:\n    get: {}\n  /b:\n    post: { requestBody: { required: true, content: { text/plain: {} } } }\n',
    'x',
  )
  assert.equal(definition?.entities.size, 1)
  assert.deepEqual(warnings, [
    { line: 7, column: 11, message: 'POST /b is left out: its body is text/plain' },
  ])
})

test('law: whatever the text, a check is given and can be rendered', () => {
  const text = documentWith({ schemas: NEW_WIDGET })
  fc.assert(
    fc.property(
      fc.nat(text.length),
      fc.nat(40),
      fc.constantFrom('', '{', '[]', 'x: y', '"', '\n', '&a', '\t'),
      (at, length, put) => {
        const mutant = text.slice(0, at) + put + text.slice(at + length)
        const found = checkDocument(mutant, 'm')
        assert.equal(found.definition === undefined, found.problems.length > 0)
        assert.ok(renderCheck(found, mutant).endsWith('\n'))
      },
    ),
    { numRuns: 400 },
  )
})

test('a parameter that every operation requires and that looks like a credential is a warning, with the overlay', () => {
  const parameter = '{ name: X-ListenAPI-Key, in: header, required: true, schema: { type: string } }'
  const document = (second: string) => `
openapi: 3.0.3
info: { title: Listen, version: 1.0.0 }
servers: [{ url: https://listen.example }]
paths:
  /podcasts: { get: { parameters: [${parameter}], responses: { 200: { description: All } } } }
  /genres: { get: { parameters: [${second}], responses: { 200: { description: All } } } }
`
  const [warning, ...others] = checkDocument(document(parameter), 'listen').warnings
  assert.deepEqual(others, [])
  const [, overlay = ''] =
    /^each operation requires the header X-ListenAPI-Key, which looks like a credential\. .* connector: (\{.*\})$/.exec(
      warning?.message ?? '',
    ) ?? []
  const corrected = checkDocument(document(parameter), 'listen', {
    overlay: { text: overlay, source: 'overlay' },
  })
  assert.deepEqual([corrected.problems, corrected.warnings], [[], []])
  assert.deepEqual(corrected.definition?.auth_options[0]?.placement, {
    in: 'header',
    name: 'X-ListenAPI-Key',
  })
  assert.deepEqual(checkDocument(document(''), 'listen').warnings, [])
  assert.deepEqual(
    checkDocument(document(parameter).replaceAll('X-ListenAPI-Key', 'X-Region'), 'listen').warnings,
    [],
  )
})
