import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { EngineError } from '#model/errors'
import { planNextUrl } from '#pagination/plan-next-url'
import { hasDotSegment } from '#plan/has-dot-segment'
import { planRequest } from '#plan/plan-request'
import { compile, documentWith } from '../acme.ts'
import { rejectsCode, throwsCode } from '../assert-engine-error.ts'
import { listing, query } from './listing.ts'
import { json, wire } from './wire.ts'

const followed = { parameters: query('page_size'), meta: '{ next: "@link.next" }' }
// Shows Pages: a next URL stays at its origin and within the operation
test('a next URL is followed only within the operation: same origin, its own path', async () => {
  const { run, upstream } = await wire(listing(followed), json({ items: [] }))
  const follow = (cursor: unknown) => run({ entity: 'items', action: 'list', params: { cursor } })
  const at = (path: string) => upstream.origin + path
  await follow(at('/v2/boxes/other/items?x=1'))
  await follow(at('/v2/boxes/...;x=1/items?x=..;'))
  await follow(at('/v2/boxes/other/items.json?x=1'))
  assert.equal(upstream.requests.at(-1)?.headers.authorization, 'Bearer K')
  const before = upstream.requests.length
  const refused: [unknown, RegExp][] = [
    ['https://evil.test/v2/boxes/o/items', /another origin/],
    [upstream.origin.replace(':', 's:').concat('/v2/boxes/o/items'), /another origin/],
    [upstream.origin.replace('//', '//user@').concat('/v2/boxes/o/items'), /user name/],
    ['//evil.test/v2/boxes/o/items', /another origin/],
    [at('/v2/users'), /no page of items list/],
    [at('/v1/boxes/o/items'), /leaves the API/],
    [at('/v2/boxes/o/items/7'), /no page of items list/],
    [at('/v2/boxes/o/../o2/items/7'), /no page/],
    [at('/v2/boxes/..%2f..%2fadmin/items'), /leaves the API/],
    [at('/v2/boxes/..;/items'), /leaves the API/],
    [at('/v2/boxes/.;x/items'), /leaves the API/],
    [at('/v2/boxes/%2e%2e;x/items'), /leaves the API/],
    [at('/v2/boxes/..%3B/items'), /leaves the API/],
    [at('/v2/boxes/o%2f..%3bx%2fadmin/items'), /leaves the API/],
    [at('/v2/boxes/o/items/7/secrets'), /no page/],
    [at(`/v2/boxes/o/items?x=${'1'.repeat(16 * 1024)}`), /too long/],
    [at(`/v2/boxes/o/items/${'1'.repeat(500)}`), /too long/],
    ['7', /end_cursor/],
    [7, /end_cursor/],
  ]
  for (const [cursor, message] of refused) await rejectsCode('invalid_parameter', follow(cursor), message)
  assert.equal(upstream.requests.length, before)
})

// Shows Pages: declared paths of next URLs
test('a declared path may be followed too, and one segment below that no operation has', async () => {
  const more = 'x-bulkhead-pagination: { style: next-url, next: next, paths: ["/queries/{locator}/pages"] }'
  const { run, upstream } = await wire(listing({ ...followed, more }), json({ items: [] }))
  await run({ entity: 'items', action: 'list', params: { cursor: '/v2/queries/q1/pages?n=2' } })
  assert.equal(upstream.requests.at(-1)?.path, '/v2/queries/q1/pages?n=2')
  await rejectsCode(
    'invalid_parameter',
    run({ entity: 'items', action: 'list', params: { cursor: '/v2/queries/q1' } }),
  )
})

test('law: a path is a page of a list if it matches like a pattern, and no other operation does', () => {
  const matches = (template: string, path: string) => {
    const texts = template.split(/\{[A-Za-z0-9_]+\}/).map((text) => RegExp.escape(text))
    return new RegExp(`^${texts.join('[^/]+')}$`).test(path)
  }
  const joined = (...pieces: string[]) =>
    fc.array(fc.constantFrom(...pieces), { maxLength: 9 }).map((chosen) => `/${chosen.join('')}`)
  const template = joined('{x}', '{y_1}', '{x}/', '/', '/', 'a', 'b', 'ab', '.', '-', '{-}', '.json')
  const path = joined('/', '/', 'a', 'b', 'ab', 'x', '.', '-', '.json', '%61')
  const counts = { yes: 0, no: 0 }
  fc.assert(
    fc.property(template, template, path, (own, other, given) => {
      const cursor = new URL(`https://api.acme.example${given}`)
      const { pathname } = cursor
      const isBelow = matches(`${own}/{locator}`, pathname) && !matches(other, pathname)
      const expected = matches(own, pathname) || matches(`${own}.json`, pathname) || isBelow
      const operation = { entity: 'items', action: 'list', parameters: [], wire_path: own }
      const actions = new Map([
        ['list', operation],
        ['get', { ...operation, wire_path: other }],
      ])
      const plan = () =>
        planNextUrl(
          { entities: new Map([['items', actions]]) } as never,
          new URL('https://api.acme.example'),
          operation as never,
          cursor.href,
        )
      if (hasDotSegment(pathname)) return void throwsCode('invalid_parameter', plan, /leaves the API/)
      if (expected) assert.equal(plan().href, cursor.href)
      else throwsCode('invalid_parameter', plan, /no page of items list/)
      counts[expected ? 'yes' : 'no'] += 1
    }),
    { numRuns: 20_000 },
  )
  assert.ok(counts.yes > 500 && counts.no > 500, JSON.stringify(counts))
})

// A pattern would try every way to divide the segment, and not end.
test('a next URL is compared in one pass with a path that has many placeholders in a segment', async () => {
  const definition = compile(
    documentWith({
      paths: `
/items:
  get:
    x-airbyte-entity: items
    x-airbyte-action: list
    x-airbyte-meta-extractor: { next: "@link.next" }
    x-bulkhead-pagination: { style: next-url, next: next, paths: ["/pages/${'{a}x'.repeat(12)}{b}y{c}"] }`,
    }),
  )
  const { run, upstream } = await wire(definition, json([]))
  const follow = (cursor: string) => run({ entity: 'items', action: 'list', params: { cursor } })
  const path = `/v2/pages/${'x'.repeat(4_000)}`
  await rejectsCode('invalid_parameter', follow(path), /no page of items list/)
  await follow(`${path}yz`)
  assert.equal(upstream.requests.at(-1)?.path, `${path}yz`)
})

// Shows Pages: no cursor moves a request
test('law: no cursor moves a request off its origin, its base path or the operation', () => {
  const definition = listing(followed)
  const [auth_option] = definition.auth_options
  assert.ok(auth_option)
  const context = {
    definition,
    base_url: new URL('https://api.acme.example/v2'),
    settings: {},
    auth_option,
    credentials: { token: 'K' },
  }
  const piece = fc.constantFrom(
    'https://',
    'http://',
    '//',
    'api.acme.example',
    '/v2',
    '/boxes',
    '/o',
    '/items',
    '..',
    '%2e',
    '%2f',
    ';',
    '%3b',
    '\\',
    '@',
    ':',
    '?',
    '#',
    '.json',
    '/x',
    '\t',
    'evil.test',
  )
  const beginnings = [
    '',
    '/v2/boxes/',
    'https://api.acme.example/v2/boxes/',
    'https://api.acme.example/v2/boxes/o/items',
  ]
  let planned = 0
  fc.assert(
    fc.property(fc.constantFrom(...beginnings), fc.array(piece, { maxLength: 6 }), (beginning, pieces) => {
      const cursor = beginning + pieces.join('')
      try {
        const url = new URL(planRequest(context, { entity: 'items', action: 'list', params: { cursor } }).url)
        planned += 1
        assert.equal(url.origin, 'https://api.acme.example')
        assert.match(url.pathname, /^\/v2\/boxes\/[^/]+\/items(\.json)?$/)
        assert.doesNotMatch(decodeURIComponent(url.pathname), /\/\.\.?(?:[;/]|$)/)
        assert.equal(url.hash, '')
      } catch (thrown) {
        if (!(thrown instanceof EngineError)) throw thrown
      }
    }),
    { numRuns: 5000 },
  )
  assert.ok(planned > 20, `only ${planned} were planned`)
})
