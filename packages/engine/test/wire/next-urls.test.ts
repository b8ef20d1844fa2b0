import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { EngineError } from '#model/errors'
import { planRequest } from '#plan/plan-request'
import { rejectsCode } from '../assert-engine-error.ts'
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
