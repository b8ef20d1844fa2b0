import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Definition } from '#model/definition'
import { EngineError } from '#model/errors'
import { planRequest } from '#plan/plan-request'
import { acme, compile, documentWith, NEW_WIDGET, plan } from './acme.ts'
import { throwsCode } from './assert-engine-error.ts'

const widgets = (action: string, params?: Record<string, unknown> | null) =>
  plan(acme, { entity: 'widgets', action, params })

test('a planned request has its authentication in it', () => {
  const planned = widgets('list', { cursor: 'a b+c', state: 'open', 'tag[]': ['x', null, 'y&z'] })
  assert.equal(
    planned.url,
    'https://api.acme.example/v2/widgets?cursor=a+b%2Bc&state=open&tag%5B%5D=x&tag%5B%5D=y%26z',
  )
  assert.equal(planned.method, 'GET')
  assert.deepEqual(planned.headers, { accept: '*/*', authorization: 'Bearer K' })
  assert.equal(planned.body, undefined)
  assert.deepEqual(planned.credential_headers, ['authorization'])
  assert.equal(planned.effect, 'read')
})

test('params may be absent or null, and a null in them counts as absent', () => {
  for (const params of [undefined, null, {}, { cursor: null, state: undefined }]) {
    assert.equal(widgets('list', params).url, 'https://api.acme.example/v2/widgets')
  }
})

test('a list ignores an undeclared limit; other operations refuse it', () => {
  assert.equal(widgets('list', { limit: 1 }).url, 'https://api.acme.example/v2/widgets')
  throwsCode('unknown_parameter', () => widgets('get', { id: '1', limit: 1 }))
})

test('a body is defaults overlaid by what the caller gave', () => {
  const planned = widgets('create', { name: 'n', parts: ['p', null], note: null })
  assert.equal(planned.body, '{"name":"n","size":"small","parts":["p",null]}')
  assert.equal(planned.headers['content-type'], 'application/json')
  assert.equal(planned.effect, 'write')
})

test('a name that means something to JavaScript is only a name', () => {
  throwsCode('unknown_parameter', () => widgets('list', JSON.parse('{"__proto__": {"cursor": "x"}}')))
  throwsCode('unknown_parameter', () => widgets('list', { constructor: 'x' }))
  throwsCode('unknown_entity', () => plan(acme, { entity: '__proto__', action: 'list' }))
  throwsCode('unknown_action', () => plan(acme, { entity: 'widgets', action: 'constructor' }))
})

test('an unknown name is refused with the one that is meant and the existing ones in the alphabet', () => {
  const entity = throwsCode(
    'unknown_entity',
    () => plan(acme, { entity: 'widget', action: 'list' }),
    /widgets/,
  )
  assert.deepEqual(entity.details.known, ['widgets'])
  const action = throwsCode('unknown_action', () => widgets('lists'))
  assert.equal(action.details.known[0], 'list')
  throwsCode('unknown_action', () => widgets('update'), /It has .*create/)
  throwsCode(
    'unknown_action',
    () => widgets('lits'),
    /no action lits\. Did you mean list\? It has create, delete, get, list\.$/,
  )
  const parameter = throwsCode(
    'unknown_parameter',
    () => widgets('list', { curser: 1 }),
    /did you mean cursor/,
  )
  assert.deepEqual(parameter.details, { parameter: 'curser', nearest: 'cursor' })
})

test('missing credentials are named', () => {
  assert.equal(throwsCode('missing_parameter', () => widgets('get')).details.parameter, 'id')
  const lacking = (names: readonly string[], message: RegExp) => {
    const parameters = names.map(
      (name) => `      - { name: ${name}, in: query, required: true, schema: { type: string } }`,
    )
    const many = compile(
      documentWith({
        paths: `/widgets:\n  get:\n    x-airbyte-entity: widgets\n    x-airbyte-action: list\n    parameters:\n${parameters.join('\n')}`,
      }),
    )
    return throwsCode('missing_parameter', () => plan(many, { entity: 'widgets', action: 'list' }), message)
  }
  lacking(['one', 'two', 'three'], /needs the parameters one, two and three\.$/)
  // A document has any number of parameters, and a message has not.
  const names = Array.from({ length: 500 }, (_, index) => `p${index}`)
  lacking(names, /needs the parameters p0, p1, .* p29 and 470 more\.$/)
  assert.equal(
    throwsCode('missing_parameter', () => widgets('create', { size: 'large' })).details.parameter,
    'name',
  )
  throwsCode('missing_parameter', () => widgets('create', { name: null }))
  throwsCode('invalid_parameter', () => widgets('get', { id: null }), /null/)
})

test('enums and arrays are checked before anything is sent', () => {
  throwsCode('invalid_parameter', () => widgets('list', { state: 'opne' }), /one of open, closed/)
  throwsCode('invalid_parameter', () => widgets('list', { 'tag[]': 'x' }), /array/)
  throwsCode('invalid_parameter', () => widgets('create', { name: 'n', size: 'SMALL' }), /small, large/)
  throwsCode('invalid_parameter', () => widgets('create', { name: 'n', parts: 'x' }), /array/)
})

const badPathValues = [
  '',
  ' ',
  '.',
  '..',
  '../x',
  'a/../b',
  '..\\x',
  '..;',
  '.;x=1',
  '..;/..;/admin',
  'a/..;x=1\\b',
  'a\0b',
  'a\r\nb',
  '\x7f',
  {},
  ['a'],
  '\ud800',
]
for (const id of badPathValues) {
  test(`the path value ${JSON.stringify(id)} is refused`, () => {
    throwsCode('invalid_parameter', () => widgets('get', { id }))
  })
}

test('everything else in a path value is encoded into one segment', () => {
  const path = (id: unknown) =>
    widgets('get', { id }).url.slice('https://api.acme.example/v2/widgets/'.length)
  assert.equal(path('a/b'), 'a%2Fb')
  assert.equal(path("!*'()~"), '%21%2A%27%28%29~')
  assert.equal(path('?x=1#y'), '%3Fx%3D1%23y')
  assert.equal(path('%2e%2e'), '%252e%252e')
  assert.equal(path('ü 😀'), '%C3%BC%20%F0%9F%98%80')
  assert.equal(path(12), '12')
  assert.equal(path('...'), '...')
  assert.equal(path('a..;b'), 'a..%3Bb')
  assert.equal(path('...;b'), '...%3Bb')
})

const things = compile(
  documentWith({
    schemas: NEW_WIDGET,
    info: 'x-airbyte-scoping: [{ param: account, config_key: account_id }, { param: owner, config_key: repositories }]',
    paths: `
/things/{a}{b}:
  get:
    x-airbyte-entity: joined
    x-airbyte-action: get
    parameters: [{ name: a, in: path }, { name: b, in: path }]
/ranges/{a}..{b}:
  get:
    x-airbyte-entity: ranges
    x-airbyte-action: get
    parameters: [{ name: a, in: path }, { name: b, in: path }]
/reports:daily:
  post:
    x-airbyte-entity: reports
    x-airbyte-action: list
    x-airbyte-path-override: { path: "/reports?kind=daily" }
    parameters:
      - { name: X-Version, in: header, schema: { default: "2024-01-01" } }
      - { name: Content-Type, in: header, schema: { default: application/vnd.acme+json } }
      - { name: Authorization, in: header, schema: { default: nobody } }
      - { name: X-Needed, in: header, required: true }
      - { name: view, in: query, required: true, schema: { default: full } }
      - { name: page, in: query, schema: { default: 1 } }
      - { name: since, in: query, required: true, schema: { default: "2023-01-01" } }
      - { name: mode, in: query, required: true, schema: { default: "" } }
    requestBody: { content: { application/json: { schema: { properties: { metrics: { default: [clicks] } } } } } }
/accounts/{account}:
  get:
    x-airbyte-entity: accounts
    x-airbyte-action: get
    parameters:
      - { name: account, in: path, schema: { type: string } }
      - { name: owner, in: query, schema: { type: string } }
      - { name: market, in: query, required: true, x-airbyte-param-config-inject: { source: account_id, map: { T1: m-1 } } }
/filters:
  get:
    x-airbyte-entity: filters
    x-airbyte-action: list
    parameters:
      - { name: created, in: query, style: deepObject, schema: { type: object } }
      - { name: where, in: query, schema: { type: object } }
      - { name: day, in: query, required: true, schema: { default: "{{ now_utc().strftime('%Y') }}" } }
/boxes:
  post:
    x-airbyte-entity: boxes
    x-airbyte-action: create
    requestBody: { content: { application/x-www-form-urlencoded: { schema: { properties: { a: {} } } } } }
`,
  }),
)
const needed = { 'X-Needed': 'n', since: '2024-05-05', mode: 'm' }

test('two values that make a dot segment together are refused', () => {
  throwsCode('invalid_parameter', () =>
    plan(things, { entity: 'joined', action: 'get', params: { a: '.', b: 'x' } }),
  )
  for (const [a, b] of [
    ['x/', '/y'],
    ['x\\', ';y'],
  ]) {
    throwsCode(
      'invalid_parameter',
      () => plan(things, { entity: 'ranges', action: 'get', params: { a, b } }),
      /a, b must not make the path segment/,
    )
  }
  const planned = plan(things, { entity: 'joined', action: 'get', params: { a: 'x', b: '...' } })
  assert.equal(planned.url, 'https://api.acme.example/v2/things/x...')
})

// Shows Parameters: defaults of headers, and of required query parameters only
test('defaults: headers and required query parameters are sent, optional ones are the service’s own', () => {
  const planned = plan(things, { entity: 'reports', action: 'list', params: needed })
  assert.equal(
    planned.url,
    'https://api.acme.example/v2/reports?kind=daily&view=full&since=2024-05-05&mode=m',
  )
  assert.deepEqual(planned.headers, {
    accept: '*/*',
    'content-type': 'application/vnd.acme+json',
    'x-version': '2024-01-01',
    'x-needed': 'n',
    authorization: 'Bearer K',
  })
  assert.equal(planned.body, '{"metrics":["clicks"]}')
})

// Shows Parameters: a blank default and a fixed date count as none
test('a blank default and a stale date count as none', () => {
  for (const name of ['since', 'mode', 'X-Needed']) {
    const params = Object.fromEntries(Object.entries(needed).filter(([key]) => key !== name))
    const error = throwsCode('missing_parameter', () =>
      plan(things, { entity: 'reports', action: 'list', params }),
    )
    assert.equal(error.details.parameter, name)
  }
})

test('the authentication header wins over a parameter of its name', () => {
  const params = { ...needed, Authorization: 'Bearer of someone else' }
  assert.equal(plan(things, { entity: 'reports', action: 'list', params }).headers.authorization, 'Bearer K')
})

test('a header value cannot begin another header', () => {
  for (const value of ['a\r\nb: c', 'a\nb', 'a\0', 'a\x7f', '日本', ['a'], {}]) {
    const params = { ...needed, 'X-Version': value }
    throwsCode('invalid_parameter', () => plan(things, { entity: 'reports', action: 'list', params }))
  }
})

test('scoping and injection fill what the caller omits, and only then', () => {
  const url = (params: Record<string, unknown>, settings: Record<string, string>) =>
    plan(things, { entity: 'accounts', action: 'get', params }, settings).url.slice(
      'https://api.acme.example/v2'.length,
    )
  assert.equal(url({}, { account_id: 't1' }), '/accounts/t1?market=m-1')
  assert.equal(url({ account: 'mine', market: 'x' }, { account_id: 't1' }), '/accounts/mine?market=x')
  assert.equal(url({ account: null }, { account_id: 'zz' }), '/accounts/zz')
  const list = { account_id: 't1', repositories: ['a/b'] as unknown as string }
  assert.equal(url({}, list), '/accounts/t1?market=m-1', 'a list of repositories is no owner')
})

test('an object in a query is JSON text, but not where the document wants deepObject', () => {
  const list = (params: Record<string, unknown>) =>
    plan(things, { entity: 'filters', action: 'list', params })
  assert.match(list({ where: { a: 1 }, day: '1' }).url, /where=%7B%22a%22%3A1%7D&day=1$/)
  const nested = { created: { gte: 1, in: ['a', null, 'b'], by: { name: 'x y' }, none: null }, day: '1' }
  assert.equal(
    new URL(list(nested).url).search,
    '?created%5Bgte%5D=1&created%5Bin%5D=a&created%5Bin%5D=b&created%5Bby%5D%5Bname%5D=x+y&day=1',
  )
  const search = new URL(list({ created: ['a', null, 'b c'], day: '1' }).url).search
  assert.equal(search, '?created%5B0%5D=a&created%5B2%5D=b+c&day=1', 'an array of a deepObject is indexed')
  throwsCode('not_supported', () => list({}), /day.*from the time/)
})

test('a value that is no JSON is refused', () => {
  const cycle: Record<string, unknown> = {}
  cycle.self = cycle
  throwsCode('invalid_parameter', () => widgets('create', { name: cycle }), /name/)
  throwsCode('invalid_parameter', () => widgets('create', { name: 10n }), /name/)
})

test('a base URL of a self-managed instance keeps its path', () => {
  const [auth_option] = acme.auth_options
  assert.ok(auth_option)
  const context = { definition: acme, settings: {}, auth_option, credentials: { token: 'K' } }
  for (const base of ['https://h.test:8443/git/v1', 'https://h.test']) {
    const planned = planRequest(
      { ...context, base_url: new URL(base) },
      { entity: 'widgets', action: 'list' },
    )
    assert.equal(planned.url, `${base}/widgets`)
  }
})

const awkward = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[./\\;%@:?#a2eEfF\r\n\0-]{1,10}$/),
  fc.constantFrom(
    '..',
    '.',
    '%2e%2e',
    '//evil.test',
    'http://evil.test',
    '@evil.test',
    '\\\\evil.test',
    '..;/',
    '..%2f',
  ),
  fc.jsonValue(),
)

// Shows Parameters: no input moves a URL off its operation
test('law: no input moves a planned URL off its operation’s place, and nothing but an engine error is thrown', () => {
  const calls: [Definition, string, string, string[]][] = [
    [acme, 'widgets', 'get', ['id']],
    [acme, 'widgets', 'list', ['cursor', 'state', 'tag[]']],
    [acme, 'widgets', 'create', ['name', 'size', 'parts', 'note']],
    [things, 'joined', 'get', ['a', 'b']],
    [things, 'accounts', 'get', ['account', 'owner', 'market']],
    [things, 'filters', 'list', ['created', 'where', 'day']],
  ]
  const cases = fc.constantFrom(...calls).chain(([definition, entity, action, names]) =>
    fc.record({
      definition: fc.constant(definition),
      call: fc.record({
        entity: fc.constant(entity),
        action: fc.constant(action),
        params: fc.dictionary(
          fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, fc.string()),
          awkward,
        ),
      }),
    }),
  )
  let planned = 0
  fc.assert(
    fc.property(cases, ({ definition, call }) => {
      try {
        const { url, headers } = plan(definition, call)
        planned += 1
        const parsed = new URL(url)
        assert.equal(parsed.origin, 'https://api.acme.example')
        assert.equal(parsed.hash, '')
        const depth = call.entity === 'joined' || call.action === 'get' ? 4 : 3
        assert.equal(parsed.pathname.split('/').length, depth, url)
        assert.ok(parsed.pathname.startsWith('/v2/'), url)
        assert.doesNotMatch(decodeURIComponent(parsed.pathname), /[/\\]\.\.?(?:[/\\;]|$)/, url)
        assert.equal(headers.authorization, 'Bearer K')
      } catch (thrown) {
        if (!(thrown instanceof EngineError)) throw thrown
      }
    }),
    { numRuns: 5000 },
  )
  assert.ok(planned > 500, `only ${planned} were planned`)
})
